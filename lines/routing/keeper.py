"""Keeps the process that plans: asks it, and ends it when it hangs, so that a page always gets an answer.

HiGHS may overrun its limit, crash or run out of memory (docs/route.md, step 5). Then the answer is what this process
finds without a solver: a valid route with an honest bound.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from lines.routing.deadline import Deadline
from lines.routing.domain import Profile, Route, Tell, tell_nobody
from lines.routing.planner import CompiledNetwork, plan_with_alternatives
from lines.routing.solver_process import KEPT_NETWORKS, Ask, Load
from lines.routing.vetting import vetted

GRACE_SECONDS = 1.0
"""What an answer may take beyond its limit before the process is ended: the steps between two looks at the clock."""
LOADING_SECONDS = 30.0
"""What starting the process and compiling the largest network may take."""
COMMAND = (sys.executable, "-c", "from lines.routing.solver_process import main; main()")

_log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The process ended, or had to be ended, before it answered."""


class Keeper:
    """One planning process, started when first asked and again after it ended. Safe for threads: they take turns."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._loaded: OrderedDict[str, None] = OrderedDict()
        self._owner = 0

    @property
    def process_id(self) -> int | None:
        """The process that would be asked now; None when there is none."""
        return None if self._process is None else self._process.pid

    def planned(
        self,
        digest: str,
        network: CompiledNetwork,
        profile: Profile,
        limit_seconds: float,
        tell: Tell = tell_nobody,
    ) -> Route:
        """The best route with alternatives that the process finds within the limit, else one found without a solver.

        `digest` names the network; `tell` hears the share done. Raises InvalidProfile.
        """
        profile = vetted(network.catalogue, profile)
        deadline = Deadline.within(limit_seconds + GRACE_SECONDS)
        if limit_seconds > 0 and self._turn.acquire(timeout=deadline.seconds):
            try:
                return self._asked(digest, network, profile, max(0.0, deadline.left - GRACE_SECONDS), tell)
            except NoAnswer as failure:
                _log.warning("The planning process gave no answer and was ended: %s", failure)
                self._end()
            finally:
                self._turn.release()
        return plan_with_alternatives(network, profile, 0.0)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._turn:
            self._end()

    def _asked(
        self, digest: str, network: CompiledNetwork, profile: Profile, limit_seconds: float, tell: Tell
    ) -> Route:
        if self._process is None or self._process.poll() is not None or self._owner != os.getpid():
            self._end()
            self._start()
        if digest not in self._loaded:
            self._exchange(Load(digest, network.catalogue), LOADING_SECONDS)
            self._loaded[digest] = None
            while len(self._loaded) > KEPT_NETWORKS:
                self._loaded.popitem(last=False)
        deadline = Deadline.within(limit_seconds + GRACE_SECONDS)
        answer = self._exchange(Ask(digest, profile, limit_seconds), deadline.left)
        while isinstance(answer, float):
            tell(answer)
            answer = self._received(max(0.0, deadline.left))
        if not isinstance(answer, Route):
            raise NoAnswer(f"it said {answer!r}")
        return answer

    def _exchange(self, message: Load | Ask, seconds: float) -> object:
        if self._connection is None:
            raise NoAnswer("it was not started")
        try:
            self._connection.send(message)
        except OSError as error:
            raise NoAnswer(f"it broke off ({error!r})") from error
        return self._received(seconds)

    def _received(self, seconds: float) -> object:
        if self._connection is None:
            raise NoAnswer("it was not started")
        try:
            if not self._connection.poll(seconds):
                raise NoAnswer(f"nothing within {seconds:.2f} seconds")
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise NoAnswer(f"it broke off ({error!r})") from error

    def _start(self) -> None:
        mine, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                (*self._command, str(theirs.fileno())), pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL
            )
        self._connection = mine
        self._owner = os.getpid()

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None
        self._loaded.clear()


keeper = Keeper()
"""The one of this process."""
atexit.register(keeper.close)
