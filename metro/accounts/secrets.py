"""Secrets that are handed out, and the hashes that we keep of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

SECRET_BYTES = 32


def new_secret() -> str:
    """A secret for a link, a cookie or a card: 256 random bits, fit for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> bytes:
    """What is stored of `secret`: enough to know it again, not enough to make it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def keyed_digest(key: bytes, *parts: str) -> bytes:
    """A hash of `parts` that nobody can make, or try out, without `key`."""
    return hmac.digest(key, "\x00".join(parts).encode("utf-8", "surrogatepass"), "sha256")
