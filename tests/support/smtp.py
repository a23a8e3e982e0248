"""A mail server of a few lines: one thread, real sockets, and a memory of what was said to it."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Script:
    """How the server behaves, and what it was told."""

    receiver_answer: bytes = b"250 ok"
    data_answer: bytes = b"250 taken"
    hangs_up_at: str | None = None
    tls: ssl.SSLContext | None = None
    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    was_encrypted: bool = False


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        script = self.server.script
        self._say(b"220 a small mail server")
        while line := self.rfile.readline():
            command = line.decode("ascii").strip()
            script.commands.append(command)
            verb = command.split(" ")[0].upper()
            if verb == script.hangs_up_at:
                return
            if verb == "QUIT":
                self._say(b"221 bye")
                return
            self._answer(verb, command, script)

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _answer(self, verb: str, command: str, script: Script) -> None:
        if verb == "EHLO":
            offers = b"250-STARTTLS\r\n" if script.tls and not script.was_encrypted else b""
            self._say(b"250-small\r\n" + offers + b"250 AUTH PLAIN")
        elif verb == "STARTTLS" and script.tls:
            self._say(b"220 go ahead")
            self._encrypt(script.tls)
            script.was_encrypted = True
        elif verb == "AUTH":
            script.logins.append(base64.b64decode(command.split(" ")[2]).decode())
            self._say(b"235 welcome")
        elif verb == "RCPT":
            self._say(script.receiver_answer)
        elif verb == "DATA":
            self._say(b"354 go on")
            script.mails.append(self._read_mail())
            self._say(script.data_answer)
        else:
            self._say(b"250 ok" if verb in ("MAIL", "RSET") else b"502 unknown")

    def _encrypt(self, context: ssl.SSLContext) -> None:
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _read_mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


class _Server(socketserver.TCPServer):
    allow_reuse_address = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.script = script

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is part of the play."""


@contextmanager
def mail_server(script: Script) -> Iterator[int]:
    """A server that follows `script`, on its port, until the block ends."""
    with _Server(script) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
