"""How far somebody is on the way."""
