"""E-mail addresses: which ones we write to, and the one spelling that two addresses are compared by.

Narrower than RFC 5321 on purpose. The local part is an ASCII dot-atom: no quotes, comments, spaces or look-alikes.
The domain may hold letters of any script, but only when IDNA (RFC 3490) takes it to ASCII and back unchanged, so
that no full-width, zero-width or folded letter makes a second spelling of somebody else's domain.
"""

from __future__ import annotations

import re
import unicodedata

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690
LONGEST_LOCAL_PART = 64
LONGEST_DOMAIN = 253

_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
_HOST_NAME = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)


def normal_address(text: str) -> str:
    """`text` trimmed, in lower case, with its domain in ASCII: equal for two spellings of one mailbox.

    Lower-casing the local part goes beyond the standard; no mail provider in use tells `Jan@` from `jan@`.
    Raises InvalidInput for what is not a plain address.
    """
    address = _normal(text)
    if address is None:
        raise InvalidInput(_("Dit is geen e-mailadres. Een adres ziet eruit als naam@bedrijf.nl."))
    return address


def is_email_address(text: str) -> bool:
    """Whether `text` is a plain address that mail can be sent to; spaces around it are forgiven."""
    return _normal(text) is not None


def _normal(text: str) -> str | None:
    trimmed = text.strip(" \t\r\n")
    if len(trimmed) > LONGEST_ADDRESS:
        return None
    local_part, at, domain = trimmed.rpartition("@")
    local_part, host = _ascii_lower(local_part), _ascii_host(domain)
    if not at or len(local_part) > LONGEST_LOCAL_PART or not _LOCAL_PART.fullmatch(local_part) or host is None:
        return None
    address = f"{local_part}@{host}"
    return address if len(address) <= LONGEST_ADDRESS else None


def _ascii_lower(text: str) -> str:
    """Lower case for A-Z alone: `str.lower` makes a plain k of the Kelvin sign."""
    return text.lower() if text.isascii() else text


def _ascii_host(domain: str) -> str | None:
    """`domain` as it stands in the DNS; None when it has no single, plain spelling there."""
    if domain.isascii():
        host: str | None = domain.lower()
    else:  # what is not composed (NFC) may turn into a plain letter, as the Kelvin sign does
        host = _idna(domain.lower()) if unicodedata.is_normalized("NFC", domain) else None
    if host is None or len(host) > LONGEST_DOMAIN or not _HOST_NAME.fullmatch(host):
        return None
    return host if _is_named(host) and _is_true_punycode(host) else None


def _idna(domain: str) -> str | None:
    """`domain` in ASCII when the way back gives the same letters."""
    try:
        host = domain.encode("idna").decode("ascii")
        return host if host.encode("ascii").decode("idna") == domain else None
    except UnicodeError:
        return None


def _is_named(host: str) -> bool:
    """Whether `host` is a name under a top-level domain, or this machine; an IP address or `jan@gmail` is a slip."""
    return host == "localhost" or ("." in host and not host.rpartition(".")[2].isdigit())


def _is_true_punycode(host: str) -> bool:
    """Whether each `xn--` label of `host` stands for letters that lead back to it; true without such a label."""
    if "xn--" not in host:
        return True
    try:
        return host.encode("ascii").decode("idna").encode("idna").decode("ascii") == host
    except UnicodeError:
        return False
