"""The request life cycle, and the pages about accounts."""

from __future__ import annotations

from flask import Blueprint


def account_pages() -> tuple[Blueprint, ...]:
    """The pages of this package, to be registered by the composition root."""
    # Imported here, so that the parts below can be used without the pages.
    from metro.web import files, operator, own_account, sign_in

    return sign_in.bp, own_account.bp, operator.bp, files.bp
