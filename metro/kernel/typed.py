"""What somebody typed, as one line of text."""

from __future__ import annotations

import unicodedata

# Controls, invisible and direction marks, surrogates, private and unassigned signs, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str) -> str:
    """`text` on one line, composed (NFC), so that what looks alike is alike.

    What breaks a line, hides or turns the reading direction becomes a single space, and nothing at the ends.
    """
    composed = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    return " ".join("".join(" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in composed).split())
