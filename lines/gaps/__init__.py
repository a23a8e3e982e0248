"""Profile and target to ranked gaps. Pure."""
