"""Who belongs to a company or an academy, and who is invited."""
