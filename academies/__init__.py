"""Tenants and commerce: the franchise (its parts arrive with their issues)."""
