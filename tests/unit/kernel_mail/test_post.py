"""Mail reaches a real server over a real socket, or a folder; and a failure says whether to try again."""

from __future__ import annotations

import logging
import socket
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from metro.kernel.clock import now
from metro.kernel.errors import Unavailable
from metro.kernel.mail import LETTER_FILE, Mailbox, Smtp, Undeliverable, post_of
from tests.support.smtp import Script, mail_server
from tests.unit.kernel_mail.letters import LETTER, LINK, SENDER, read, words


@dataclass(frozen=True)
class MailSetup:
    """Settings, as far as mail goes."""

    smtp_url: str | None
    mailbox: Path
    mail_from: str = SENDER


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem",
         "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def server_tls(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


def send(script: Script, user: str = "") -> str:
    with mail_server(script) as port:
        return Smtp(f"smtp://{user}localhost:{port}", SENDER).send(LETTER)


def test_a_mail_server_gets_the_letter_as_it_was_composed() -> None:
    script = Script()
    number = send(script)
    [mail] = script.mails
    message = read(mail)
    assert message["Message-ID"] == number
    assert LINK in words(message, "plain")
    assert script.commands[0] == "ehlo noord.example"
    assert "mail FROM:<metronet@noord.example>" in [command.partition(" size=")[0] for command in script.commands]
    assert "rcpt TO:<anna@werkplaats.example>" in script.commands
    assert not script.logins


def test_where_starttls_is_offered_the_mail_travels_encrypted_and_the_name_after_it(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    script = Script(tls=server_tls(certificate))
    send(script, "metro%40noord:p%3Ass@")
    assert script.was_encrypted
    assert script.logins == ["\0metro@noord\0p:ss"]
    assert len(script.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    script = Script(tls=server_tls(certificate))
    with pytest.raises(Unavailable):
        send(script)
    assert script.mails == []


def test_a_password_never_travels_in_the_open() -> None:
    script = Script()
    with pytest.raises(Unavailable):
        send(script, "metro:secret@")
    assert script.logins == []
    assert script.mails == []


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_leaves_the_mail_for_a_later_try(verb: str) -> None:
    with pytest.raises(Unavailable, match="straks opnieuw"):
        send(Script(hangs_up_at=verb))


@pytest.mark.parametrize(
    "script",
    [Script(receiver_answer=b"450 later"), Script(data_answer=b"452 disk full"), Script(data_answer=b"554 not today")],
    ids=["greylisted", "full", "refused"],
)
def test_a_server_that_has_no_time_leaves_the_mail_for_a_later_try(script: Script) -> None:
    with pytest.raises(Unavailable, match="straks opnieuw"):
        send(script)


def test_a_clumsy_goodbye_does_not_make_a_sent_mail_unsent() -> None:
    script = Script(hangs_up_at="QUIT")
    send(script)
    assert len(script.mails) == 1


def test_without_a_server_the_mail_waits_for_a_later_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unavailable):
        Smtp(f"smtps://localhost:{port}", SENDER).send(LETTER)


def test_a_mailbox_that_does_not_exist_is_not_tried_again() -> None:
    with pytest.raises(Undeliverable, match="e-mailadres"):
        send(Script(receiver_answer=b"550 no such anna@werkplaats.example"))


@pytest.mark.parametrize("answer", [b"250 ok", b"550 no such anna@werkplaats.example"], ids=["sent", "refused"])
def test_logs_and_failures_name_no_receiver(answer: bytes, caplog: pytest.LogCaptureFixture) -> None:
    failure: BaseException | None = None
    with caplog.at_level(logging.DEBUG):
        try:
            send(Script(receiver_answer=answer))
        except Undeliverable as error:
            failure = error
            logging.getLogger("job").exception("failed")
    said = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert "@noord.example>" in said
    assert "werkplaats" not in said
    assert "anna" not in said.lower()
    assert failure is None or (failure.__context__, failure.__cause__) == (None, None)


def test_without_a_mail_server_each_letter_becomes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "mailbox"
    numbers = [Mailbox(folder, SENDER).send(LETTER) for _ in range(3)]
    files = sorted(folder.iterdir())
    assert [read(file.read_bytes())["Message-ID"] for file in files] == numbers
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert folder.stat().st_mode & 0o077 == 0
    assert all(LETTER_FILE.fullmatch(file.name) for file in files)
    assert LINK in words(read(files[0].read_bytes()), "plain")


def test_many_letters_at_once_are_many_whole_files(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = set(pool.map(lambda _: Mailbox(tmp_path).send(LETTER), range(80)))
    assert {read(file.read_bytes())["Message-ID"] for file in tmp_path.iterdir()} == numbers
    assert len(numbers) == 80


def test_a_folder_that_cannot_be_written_leaves_the_mail_for_a_later_try(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("a file stands in the way")
    with pytest.raises(Unavailable, match="straks opnieuw"):
        Mailbox(tmp_path / "mailbox").send(LETTER)


def test_letters_before_a_moment_are_forgotten_and_later_ones_kept(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    mailbox.send(LETTER)
    (tmp_path / "note.txt").write_text("not a letter")
    between = now().astimezone(timezone(timedelta(hours=5)))
    kept = mailbox.send(LETTER)
    assert mailbox.forget_before(between) == 1
    assert [read(file.read_bytes())["Message-ID"] for file in tmp_path.glob("*.eml")] == [kept]
    assert (tmp_path / "note.txt").exists()


def test_the_letters_to_somebody_are_forgotten_and_those_to_others_kept(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    for to in ("Anna@Werkplaats.example", "anna@werkplaats.example", "joanna@werkplaats.example"):
        mailbox.send(replace(LETTER, to=to, paragraphs=("anna@werkplaats.example",)))
    assert mailbox.forget_receiver(" ANNA@werkplaats.example") == 2
    assert [read(file.read_bytes())["To"] for file in tmp_path.iterdir()] == ["joanna@werkplaats.example"]


def test_a_mailbox_that_was_never_used_has_nothing_to_forget(tmp_path: Path) -> None:
    assert Mailbox(tmp_path / "never").forget_before(now()) == 0
    assert Mailbox(tmp_path / "never").forget_receiver("anna@werkplaats.example") == 0


def test_the_settings_choose_the_post(tmp_path: Path) -> None:
    assert isinstance(post_of(MailSetup("smtps://mail.noord.example", tmp_path)), Smtp)
    post_of(MailSetup(None, tmp_path)).send(LETTER)
    [file] = tmp_path.iterdir()
    assert read(file.read_bytes())["From"] == SENDER
