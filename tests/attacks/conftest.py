"""The town, and the browser of who may do everything in it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.attacks.town import Town, browser, build


@pytest.fixture
def town(session: Session) -> Town:
    """The town of this test."""
    return build(session)


@pytest.fixture
def mighty(app: Flask, town: Town) -> FlaskClient:
    """Who has every role there is, signed in with a code."""
    return browser(app, town.token)
