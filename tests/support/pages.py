"""A test client that refuses a page a browser would have to repair, or that breaks the house rules for pages."""

from __future__ import annotations

import re
from collections import Counter

from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.test import TestResponse

_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)')""")


class PageClient(FlaskClient):
    """The application's test client; every HTML answer is checked on the way out."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        kwargs.setdefault("buffered", True)  # read whole and closed, files too
        headers = dict(kwargs.get("headers") or {})  # type: ignore[call-overload]  # a dict or pairs
        if "Origin" not in headers:
            headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs["headers"] = headers
        response = super().open(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        if response.mimetype == "text/html" and response.data and "Content-Encoding" not in response.headers:
            check_page(response.get_data(as_text=True))
        return response


def check_page(page: str) -> None:
    """Fail unless `page` is valid HTML with unique ids, one h1, a title, a language and no style attribute."""
    document = JustHTML(page, collect_errors=True)
    assert not document.errors, [str(error) for error in document.errors[:5]]
    repeated = [name for name, count in Counter("".join(m) for m in _ID.findall(page)).items() if count > 1]
    assert not repeated, f"ids that stand twice: {repeated}"
    assert len(re.findall(r"<h1[\s>]", page)) == 1, "a page has one h1"
    assert re.search(r"<title>[^<]+</title>", page), "a page has a title"
    assert re.search(r"<html[^>]*\slang=", page), "a page says its language"
    assert not re.search(r"<[^>]+\sstyle=", page), "a style attribute breaks the content security policy"
    assert not re.search(r"\son[a-z]+=\"", page), "an inline handler breaks the content security policy"
