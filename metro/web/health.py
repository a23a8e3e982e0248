"""`/healthz`: the process lives. `/readyz`: it can serve (database, migrations, renderer)."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, jsonify

from metro.web.permissions import public

Check = Callable[[], bool]


def init_app(app: Flask, checks: dict[str, Check]) -> None:
    """Answer the two addresses; `checks` are the parts that readiness needs, by name."""

    @app.get("/healthz")
    @public
    def healthz() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        results = {name: _passes(check) for name, check in checks.items()}
        ready = all(results.values())
        return jsonify(status="ready" if ready else "not ready", checks=results), 200 if ready else 503


def _passes(check: Check) -> bool:
    try:
        return check()
    except Exception:  # whatever a part fails with, the answer is that it is not ready
        return False
