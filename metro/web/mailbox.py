"""`/dev/mail`: the letters of an installation without a mail server, to be read in a demo and never elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import DateHeader
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask, render_template

from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.mail import LETTER_FILE
from metro.kernel.typed import one_line
from metro.web.permissions import public

NEWEST = 100
_LINK = re.compile(r"(https?://[^\s<>\"]+)")


@dataclass(frozen=True)
class Piece:
    """A run of text in a letter, or a link in it."""

    text: str
    is_link: bool


@dataclass(frozen=True)
class Envelope:
    """What a list of letters shows of one."""

    name: str
    to: str
    subject: str
    sent: datetime | None


def newest_letters(folder: Path) -> list[Path]:
    """The newest files of `folder` that are letters, newest first; none when there is no folder yet."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _is_letter(path)), reverse=True)[:NEWEST]


def _is_letter(path: Path) -> bool:
    """Whether `path` is a file that the post made there; a link may lead out of the folder."""
    return LETTER_FILE.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def read_letter(folder: Path, name: str) -> EmailMessage:
    """The letter `name` of `folder`; NotFound for whatever is not the plain name of one there."""
    path = folder / name
    if path.name != name or not _is_letter(path):
        raise NotFound(_("Deze mail is er niet (meer)."))
    return message_from_bytes(path.read_bytes(), policy=default)


def envelope(name: str, message: EmailMessage) -> Envelope:
    """The outside of `message`, with its time as the clock on this machine has it."""
    date = message["Date"]
    sent = date.datetime.astimezone() if isinstance(date, DateHeader) and date.datetime else None
    return Envelope(name, one_line(str(message["To"] or "")), one_line(str(message["Subject"] or "")), sent)


def paragraphs_of(message: EmailMessage) -> list[list[list[Piece]]]:
    """The plain text of `message`: paragraphs of lines of pieces."""
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    return [
        [_pieces(line) for line in paragraph.splitlines()]
        for paragraph in text.replace("\r\n", "\n").strip().split("\n\n")
    ]


def _pieces(line: str) -> list[Piece]:
    """`line` in runs of text and links, in turn."""
    return [Piece(run, at % 2 == 1) for at, run in enumerate(_LINK.split(one_line(line))) if run]


def init_app(app: Flask, folder: Path | None) -> None:
    """Show the letters in `folder` at `/dev/mail`; without a folder the pages do not exist."""
    if folder is None:
        return

    @app.get("/dev/mail")
    @public
    def mailbox() -> str:
        letters = [envelope(path.name, read_letter(folder, path.name)) for path in newest_letters(folder)]
        return render_template("metro/mailbox.html", letters=letters)

    @app.get("/dev/mail/<name>")
    @public
    def mailbox_letter(name: str) -> str:
        message = read_letter(folder, name)
        return render_template(
            "metro/mailbox_letter.html", letter=envelope(name, message), paragraphs=paragraphs_of(message)
        )
