"""The franchise: who asks to become an academy, how far that is, and what was agreed."""
