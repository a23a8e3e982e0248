"""The process that plans for a page, started by `keeper`.

It reads questions from the connection until that closes. Whatever the solver does, hang, crash or eat memory, happens
here, and the process that serves pages can end it.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections import OrderedDict
from dataclasses import dataclass
from multiprocessing.connection import Connection

from lines.network.domain import Catalogue
from lines.routing.domain import Profile
from lines.routing.planner import CompiledNetwork, compile_network, plan_with_alternatives

MEMORY_BYTES = 4 * 2**30
"""Address space: what the largest networks need several times over."""
KEPT_NETWORKS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """Compile a network and keep it under this name; answered by True."""

    digest: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Ask:
    """Plan for a vetted profile with alternatives on a loaded network; answered by shares done, then the Route."""

    digest: str
    profile: Profile
    limit_seconds: float


def serve(connection: Connection) -> None:
    """Answer until the other side closes."""
    networks: OrderedDict[str, CompiledNetwork] = OrderedDict()
    while True:
        try:
            message = connection.recv()
        except EOFError:
            return
        if isinstance(message, Load):
            networks[message.digest] = compile_network(message.catalogue)
            while len(networks) > KEPT_NETWORKS:
                networks.popitem(last=False)
            gc.collect()
            gc.freeze()  # a network stays: the collector need not walk it at every request
            connection.send(True)
        else:
            connection.send(
                plan_with_alternatives(
                    networks[message.digest], message.profile, message.limit_seconds, connection.send
                )
            )


def main() -> None:
    """Serve the connection whose file descriptor is the first argument."""
    import highspy  # type: ignore[import-untyped]  # noqa: F401  publishes no types; loaded before the first question

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with Connection(int(sys.argv[1])) as opened:
        serve(opened)
