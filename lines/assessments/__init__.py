"""Versioned instruments, the self-scan and scoring."""
