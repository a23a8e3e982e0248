"""Junk: bodies and values that no form of ours sends."""

from __future__ import annotations

from dataclasses import dataclass

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
NOISE = bytes((n * 197 + 89) % 256 for n in range(700))
# The fields that some form of ours reads: junk typed into one of them reaches the code behind it.
FIELDS = (
    "action", "again", "answer", "city", "code", "current", "email", "job_profile", "kvk_number", "language", "list",
    "message", "name", "new", "new_team", "next", "password", "pin", "postcode", "reason", "role", "roles", "sector",
    "size_class", "slug", "station", "street", "sure", "team", "minutes", "money",
)  # fmt: skip


@dataclass(frozen=True)
class Body:
    """What is sent, and as what."""

    name: str
    data: bytes
    content_type: str = FORM


def _part(name: bytes, value: bytes) -> bytes:
    return b'--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value + b"\r\n"


BODIES = (
    Body("noise", NOISE),
    Body("noise as multipart", NOISE, MULTIPART),
    Body("multipart that never ends", _part(b"name", b"x"), MULTIPART),
    Body("multipart without boundary", _part(b"name", b"x") + b"--x--", "multipart/form-data"),
    Body("multipart with an empty boundary", b"----", "multipart/form-data; boundary="),
    Body("multipart with a line end in a name", _part(b"na\r\nme", b"x") + b"--x--\r\n", MULTIPART),
    Body("multipart of many parts", b"".join(_part(b"f%d" % n, b"") for n in range(1200)) + b"--x--\r\n", MULTIPART),
    Body("json", b'{"name": "x", "roles": ["operator"]}', "application/json"),
    Body("json as text", b'{"name": "x", "roles": ["operator"]}', "text/plain"),
    Body("broken json", b'{"name": ', "application/json"),
    Body("json nested deeply", b"[" * 20_000, "application/json"),
    Body("xml with an entity", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "text/xml"),
    Body("no content type", b"name=x", ""),
    Body("unknown charset", b"name=x", "application/x-www-form-urlencoded; charset=utf-7"),
    Body("300 kB in one field", b"name=" + b"a" * 300_000),
    Body("200 kB in one field", b"name=" + b"a" * 200_000),
    Body("thousands of fields", b"&".join(b"f%d=1" % n for n in range(9_000))),
    Body("the same field often", b"&".join(b"roles=x" for _ in range(5_000))),
    Body("fields nested deeply", b"name" + b"[a]" * 5_000 + b"=1"),
)

VALUES = (
    ("NUL", "a\x00b"),
    ("lone surrogate", b"\xed\xa0\x80".decode("utf-8", "surrogatepass")),
    ("overlong UTF-8", b"\xc0\xaf\xc0\xae".decode("latin-1")),
    ("full-width digits", "１２３４５６"),
    ("superscript digits", "¹²³⁴⁵⁶"),
    ("letters of another script", "аdmin@wеrk.example"),
    ("combining marks", "e" + "\u0301" * 60),
    ("right to left", "\u202eabc\u202c"),
    ("quote", "' or '1'='1' --"),
    ("wildcards", "%_%\\"),
    ("template", "{{7*7}}${7*7}%s%(name)s{0}"),
    ("number too large", "9" * 40),
    ("negative", "-1"),
    ("not a number", "NaN"),
    ("path", "../../etc/passwd"),
)


def form_of(value: str) -> bytes:
    """`value` in every field of ours at once."""
    quoted = "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))
    return "&".join(f"{field}={quoted}" for field in FIELDS).encode()
