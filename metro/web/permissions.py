"""Every route names its permission, says `public`, or is a door; one that does not stops the application at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask

from metro.kernel.permissions import Permission

View = TypeVar("View", bound=Callable[..., object])
PUBLIC = "public"


def public(view: View) -> View:
    """Mark `view` as open to everybody. Stands directly above the function, below the route."""
    view.permission = PUBLIC  # type: ignore[attr-defined]  # a mark on a function, read below
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view as open to who has `permission`."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]  # a mark on a function, read below
        return view

    return mark


def door(reason: str) -> Callable[[View], View]:
    """Mark a view as open to everybody, and acting for the program itself: it lets people in by a secret they bring.

    `reason` says what it does; the doors are listed in docs/permissions.md, and a test keeps that list true.
    """

    def mark(view: View) -> View:
        view.permission = PUBLIC  # type: ignore[attr-defined]  # a mark on a function, read below
        view.door = reason  # type: ignore[attr-defined]  # the same
        return view

    return mark


def permission_of(view: object) -> str | None:
    """The permission that `view` names, None when it names none."""
    return getattr(view, "permission", None)


def door_of(view: object) -> str | None:
    """What `view` does for the program itself, None when it is no door."""
    return getattr(view, "door", None)


def refuse_unmarked_routes(app: Flask) -> None:
    """Raise RuntimeError naming each endpoint of `app` without a permission."""
    unmarked = sorted(name for name, view in app.view_functions.items() if permission_of(view) is None)
    if unmarked:
        raise RuntimeError(f"routes without a permission: {', '.join(unmarked)}")
