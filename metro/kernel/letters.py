"""Letters: plain values composed into a mail, as text with an HTML alternative.

No value can add a header, a receiver or a link of its own: an address must be plain, and whatever ends a line or turns
the reading direction becomes a space.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid, parseaddr
from urllib.parse import urlsplit

from metro.kernel.addresses import normal_address
from metro.kernel.clock import now
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_HEADER = 200
LONGEST_SENDER_NAME = 60

# What has a meaning of its own between addresses (RFC 5322, 3.2.3), but for the dot of "B.V.".
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,"=?]')


@dataclass(frozen=True)
class Letter:
    """What one mail says, in the language of the moment; `action` is the label and the address of its one link."""

    to: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    action: tuple[str, str] | None
    closing: str


def header_text(text: str) -> str:
    """`text` as it may stand in a header: on one line, not too long, and never an encoded word (RFC 2047) of its own.

    The standard library decodes an encoded word that it is given, and writes out a line end that was hidden in it.
    """
    return one_line(text)[:LONGEST_HEADER].replace("=?", "= ?")


def compose(letter: Letter, sender: str, moment: datetime | None = None) -> EmailMessage:
    """`letter` from `sender` as plain text with an HTML alternative, dated `moment` (now when None).

    InvalidInput for a receiver or a sender that is no plain address; ValueError for an action that is no web address.
    """
    name, address = sender_of(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = Address(addr_spec=normal_address(letter.to))
    message["Subject"] = header_text(letter.subject)
    message["Date"] = moment or now()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(_as_text(letter), cte="quoted-printable")
    message.add_alternative(_as_html(letter), subtype="html", cte="quoted-printable")
    message["Content-Language"] = current_language()  # last: what is set before would move into the text part
    return message


def sender_of(sender: str) -> tuple[str, str]:
    """The name and the address of `Name <address>`; the name may be missing."""
    name, address = parseaddr(one_line(sender))
    # Python 3.11 folds a long name without its quotes, and a very long word with an empty line after it.
    plain = one_line(_SPECIAL.sub(" ", header_text(name)))[:LONGEST_SENDER_NAME].rstrip()
    return plain, normal_address(address)


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[^!-~]|[<>\"]", url):
        raise ValueError("the action of a letter is a web address, in ASCII and without spaces")
    return url


def _as_text(letter: Letter) -> str:
    parts = [letter.greeting, *letter.paragraphs]
    lines = [one_line(part) for part in parts]
    if letter.action is not None:
        label, url = letter.action
        lines.append(f"{one_line(label)}:\n{_web_address(url)}")
    return "\n\n".join([*lines, one_line(letter.closing)]) + "\n"


def _as_html(letter: Letter) -> str:
    """The same words as HTML: no pictures, nothing fetched, colours left to the reader's own light or dark."""

    def paragraph(text: str) -> str:
        return f"<p>{html.escape(one_line(text))}</p>"

    lines = [paragraph(letter.greeting), *map(paragraph, letter.paragraphs)]
    if letter.action is not None:
        label, url = one_line(letter.action[0]), html.escape(_web_address(letter.action[1]))
        lines.append(f'<p><a href="{url}"><strong>{html.escape(label)}</strong></a></p>')
        spare = _("Werkt de link niet? Plak dan dit adres in je browser:")
        lines.append(f"<p>{html.escape(spare)}<br>{url}</p>")
    lines.append(paragraph(letter.closing))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{current_language()}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">',
            f"<title>{html.escape(one_line(letter.subject))}</title>\n</head>\n<body>",
            *lines,
            "</body>\n</html>\n",
        ]
    )
