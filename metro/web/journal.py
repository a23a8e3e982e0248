"""An id for each request, and one log line for each answer: path, status, milliseconds; no query, secret or address."""

from __future__ import annotations

import logging
import time
import uuid

from flask import Flask, Response, current_app, g, request

from metro.kernel.logs import request_id

log = logging.getLogger("metro.requests")


def _begin() -> None:
    request_id.set(uuid.uuid4().hex[:16])
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id.get()
    started: float | None = g.get("started")
    milliseconds = round((time.perf_counter() - started) * 1000, 1) if started is not None else None
    level = logging.DEBUG if request.path.startswith("/static/") else logging.INFO
    log.log(
        level, "request",
        extra={"method": request.method, "path": _path(), "status": response.status_code, "ms": milliseconds},
    )  # fmt: skip
    return response


def _path() -> str:
    """The path, or its rule when a secret stands in it; no more than its first word when it only resembles one."""
    if request.url_rule is not None:
        rule = request.url_rule.rule
        return rule if "<secret>" in rule else request.path
    first = request.path.lstrip("/").partition("/")[0]
    return f"/{first}/<secret>" if first.lower() in _secret_places() else request.path


def _secret_places() -> set[str]:
    """The first words of the addresses that hold a secret."""
    return {rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules() if "<secret>" in rule.rule}


def init_app(app: Flask) -> None:
    """Number and log every request of `app`."""
    app.before_request(_begin)
    app.after_request(_end)
