"""Academies: the tenants that publish stations."""
