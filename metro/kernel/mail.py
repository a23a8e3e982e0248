"""Post: a letter goes to an SMTP server or into a folder. Logs name it by its Message-ID, never by its receiver."""

from __future__ import annotations

import logging
import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from metro.kernel.addresses import normal_address
from metro.kernel.clock import now
from metro.kernel.errors import AppError, Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.letters import Letter, compose, sender_of

__all__ = [
    "DEFAULT_SENDER",
    "LETTER_FILE",
    "Letter",
    "MailSettings",
    "Mailbox",
    "Post",
    "Smtp",
    "Undeliverable",
    "post_of",
]

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
DEFAULT_SENDER = "Metronet <metronet@localhost>"
LETTER_FILE = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{16}\.eml", re.ASCII)

_STAMP = "%Y%m%dT%H%M%S%fZ"
_PERMANENT = 500


class Undeliverable(AppError):
    """The mail server will never take this letter: there is no such mailbox. Trying again does not help."""

    code = "undeliverable"
    status = 422


class Post(Protocol):
    """Where mail goes."""

    def send(self, letter: Letter) -> str:
        """Hand over `letter`; its Message-ID. Unavailable when a later try may help, Undeliverable when none will."""
        ...


class MailSettings(Protocol):
    """What the settings say about mail."""

    @property
    def smtp_url(self) -> str | None: ...

    @property
    def mail_from(self) -> str: ...

    @property
    def mailbox(self) -> Path: ...


class Smtp:
    """The mail server at `url`: smtp:// (port 587 unless it names another) or smtps:// (465).

    Over smtp:// STARTTLS is used when the server offers it; with a name and a password it must, or nothing is sent.
    Certificates are checked.
    """

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._is_tls else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._sender = sender
        self._our_name = sender_of(sender)[1].rpartition("@")[2]
        self._tls = ssl.create_default_context()

    def send(self, letter: Letter) -> str:
        """Hand `letter` to the server; its Message-ID."""
        message = compose(letter, self._sender)
        number = str(message["Message-ID"])
        failure: Exception
        try:
            self._hand_over(message)
        except (OSError, smtplib.SMTPException) as error:
            failure = error
        else:
            log.info("mail sent", extra={"mail": number})
            return number
        # Raised here, outside of its handler: the server's own words may repeat the address, and would be logged.
        log.warning(
            "mail not sent", extra={"mail": number, "error": type(failure).__name__, "answer": _answer(failure)}
        )
        if isinstance(failure, smtplib.SMTPRecipientsRefused) and _answer(failure) >= _PERMANENT:
            raise Undeliverable(_("De mailserver kent dit e-mailadres niet. Kijk het na en probeer het opnieuw."))
        raise Unavailable(_("De mailserver nam de mail niet aan. We proberen het straks opnieuw."))

    def _hand_over(self, message: EmailMessage) -> None:
        """Send `message`; once the server has taken it, a clumsy goodbye does not make it unsent."""
        server = self._connected()
        try:
            server.send_message(message)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        """A session with the server, encrypted as the class says, and signed in when there is a name."""
        if self._is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, self._our_name, timeout=TIMEOUT_SECONDS, context=self._tls
            )
        else:
            server = smtplib.SMTP(self._host, self._port, self._our_name, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if not self._is_tls and (self._user or server.has_extn("starttls")):
                server.starttls(context=self._tls)
                server.ehlo()
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server


def _answer(failure: Exception) -> int:
    """The three digits that the server answered with; 0 when it said nothing."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return max(code for code, words in failure.recipients.values())
    return failure.smtp_code if isinstance(failure, smtplib.SMTPResponseException) else 0


class Mailbox:
    """A folder in which each mail becomes one .eml file, for an installation without a mail server."""

    def __init__(self, folder: Path, sender: str = DEFAULT_SENDER) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> str:
        """Lay `letter` in the folder, whole or not at all, under a name that sorts by time; its Message-ID."""
        moment = now()
        message = compose(letter, self._sender, moment)
        name = f"{moment.strftime(_STAMP)}-{secrets.token_hex(8)}.eml"
        part = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(message.as_bytes())
            part.rename(self._folder / name)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise Unavailable(_("De mail kon niet worden opgeslagen. We proberen het straks opnieuw.")) from error
        number = str(message["Message-ID"])
        log.info("mail laid in the mailbox", extra={"mail": number})
        return number

    def forget_before(self, moment: datetime) -> int:
        """Delete the letters that were laid here before `moment`; how many."""
        name = moment.astimezone(UTC).strftime(_STAMP)
        return self._delete(lambda path: path.name < name)

    def forget_receiver(self, address: str) -> int:
        """Delete the letters to `address`, as when a person is erased; how many."""
        wanted = normal_address(address)

        def is_to(path: Path) -> bool:
            headers = BytesHeaderParser(policy=default).parsebytes(path.read_bytes())
            return str(headers["To"] or "") == wanted

        return self._delete(is_to)

    def _delete(self, is_gone: Callable[[Path], bool]) -> int:
        """Delete each letter of which `is_gone` holds; how many."""
        if not self._folder.is_dir():
            return 0
        gone = [path for path in self._folder.iterdir() if LETTER_FILE.fullmatch(path.name) and is_gone(path)]
        for path in gone:
            path.unlink(missing_ok=True)  # two jobs may sweep at once
        return len(gone)


def post_of(settings: MailSettings) -> Post:
    """The post of an installation: its mail server when it has one, else its mailbox folder."""
    if settings.smtp_url is None:
        return Mailbox(settings.mailbox, settings.mail_from)
    return Smtp(settings.smtp_url, settings.mail_from)
