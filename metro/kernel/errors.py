"""Typed errors: an expected failure is an `AppError`; anything else is a bug and logged as one."""

from __future__ import annotations


class AppError(Exception):
    """An expected failure that a person can be told about.

    `code` is a stable machine name, `status` the HTTP status the web answers with, and `message` a sentence
    in the person's language that says what happened, to what, and what to do next.
    """

    code = "error"
    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(AppError):
    """What was asked for does not exist, or not for this person."""

    code = "not_found"
    status = 404


class InvalidInput(AppError):
    """What was sent cannot be used as it stands."""

    code = "invalid_input"
    status = 400


class Forbidden(AppError):
    """A colleague without the right; a stranger gets NotFound."""

    code = "forbidden"
    status = 403


class Conflict(AppError):
    """What was asked no longer fits the state of things."""

    code = "conflict"
    status = 409


class TooLarge(AppError):
    """A file or a request over its limit."""

    code = "too_large"
    status = 413


class Unavailable(AppError):
    """A part that is needed does not answer: the database, the renderer."""

    code = "unavailable"
    status = 503
