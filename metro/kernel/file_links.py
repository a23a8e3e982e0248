"""Links that open a private file for whoever has them, until they expire."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from metro.kernel import clock


def signature(key: bytes, file_id: int, until: int) -> str:
    """What a link to a private file carries; good until the moment `until` (seconds since 1970)."""
    digest = hmac.new(key, f"file {file_id} until {until}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def signed_address(key: bytes, file_id: int, until: datetime) -> str:
    """A link that opens a private file for whoever has it, until then."""
    moment = int(until.timestamp())
    return f"/files/{file_id}/{moment}/{signature(key, file_id, moment)}"


def is_signed(key: bytes, file_id: int, until: int, given: str) -> bool:
    """Whether `given` is the signature, and its moment is still to come."""
    is_ours = hmac.compare_digest(signature(key, file_id, until).encode(), given.encode("utf-8", "replace"))
    return is_ours and until > clock.now().timestamp()
