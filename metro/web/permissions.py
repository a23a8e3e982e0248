"""Every route names its permission or says `public`; one that does neither stops the application at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., object])


def public(view: View) -> View:
    """Mark `view` as open to everybody. Stands directly above the function, below the route."""
    view.permission = "public"  # type: ignore[attr-defined]  # a mark on a function, read below
    return view


def permission_of(view: object) -> str | None:
    """The permission that `view` names, None when it names none."""
    return getattr(view, "permission", None)


def refuse_unmarked_routes(app: Flask) -> None:
    """Raise RuntimeError naming each endpoint of `app` without a permission."""
    unmarked = sorted(name for name, view in app.view_functions.items() if permission_of(view) is None)
    if unmarked:
        raise RuntimeError(f"routes without a permission: {', '.join(unmarked)}")
