"""The letters of a demo can be read in it; anywhere else the address does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from metro.app import resources
from metro.kernel.letters import Letter
from metro.kernel.mail import Mailbox
from metro.web import errors, filters, languages, mailbox, security, static
from metro.web.permissions import permission_of
from tests.support.pages import PageClient

LINK = "https://metronet.example/sign-in/3fT-x_9?next=%2Froute&lang=nl"


def client_of(folder: Path | None) -> PageClient:
    """A visitor of an application that has the mailbox and what every page needs."""
    app = Flask("letters", template_folder=str(resources("templates")), static_folder=None)
    app.test_client_class = PageClient
    app.jinja_env.globals["current_actor"] = lambda: None  # nobody is signed in
    for part in (languages, security, errors, filters):
        part.init_app(app)
    static.init_app(app, resources("static"))
    mailbox.init_app(app, folder)
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def letter(subject: str = "Je inloglink", paragraph: str = "Met deze link log je in.") -> Letter:
    return Letter("anna@werkplaats.example", subject, "Hallo Anna,", (paragraph,), ("Inloggen", LINK), "Groet")


def only_name(folder: Path) -> str:
    [path] = folder.glob("*.eml")
    return path.name


def test_without_a_folder_the_pages_do_not_exist() -> None:
    client = client_of(None)
    assert client.get("/dev/mail").status_code == 404
    assert client.get("/dev/mail/20260101T000000000000Z-0123456789abcdef.eml").status_code == 404
    assert not [rule for rule in client.application.url_map.iter_rules() if rule.rule.startswith("/dev")]


def test_both_pages_say_that_they_are_public(tmp_path: Path) -> None:
    views = client_of(tmp_path).application.view_functions
    assert {permission_of(views[name]) for name in ("mailbox", "mailbox_letter")} == {"public"}


@pytest.mark.parametrize("folder", ["there", "not-made-yet"])
def test_an_empty_mailbox_says_what_will_be_in_it(tmp_path: Path, folder: str) -> None:
    (tmp_path / "there").mkdir()
    page = client_of(tmp_path / folder).get("/dev/mail")
    assert page.status_code == 200
    assert "Er is nog geen mail" in page.text


def test_the_newest_hundred_letters_are_listed_newest_first(tmp_path: Path) -> None:
    for number in range(103):
        Mailbox(tmp_path).send(letter(f"Brief {number}."))
    page = client_of(tmp_path).get("/dev/mail").text
    assert re.findall(r"Brief (\d+)\.", page) == [str(number) for number in range(102, 2, -1)]
    assert page.count("anna@werkplaats.example") == 100


def test_a_letter_shows_its_text_and_its_link_can_be_followed(tmp_path: Path) -> None:
    Mailbox(tmp_path).send(letter())
    client = client_of(tmp_path)
    [address] = re.findall(r'href="(/dev/mail/[^"]+)"', client.get("/dev/mail").text)
    page = client.get(address).text
    assert "<h1>Je inloglink</h1>" in page
    assert "<p>Met deze link log je in.</p>" in page
    escaped = LINK.replace("&", "&amp;")
    assert f'<a href="{escaped}">{escaped}</a>' in page
    assert "anna@werkplaats.example" in page


def test_what_a_letter_says_is_never_markup(tmp_path: Path) -> None:
    Mailbox(tmp_path).send(letter("<script>alert(1)</script>", '"><img src=x onerror=alert(1)> {{ 7 * 7 }}'))
    client = client_of(tmp_path)
    for page in (client.get("/dev/mail").text, client.get(f"/dev/mail/{only_name(tmp_path)}").text):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "49" not in page.partition("<main")[2].partition('<div class="card soft">')[2]


@pytest.mark.parametrize(
    "name",
    ["../secret.key", "..%2Fsecret.key", "%2e%2e%2fsecret.key", "secret.key", "%00", ".", "..", "a.eml",
     "20260101T000000000000Z-0123456789abcdef.eml", "20260101T000000000000Z-0123456789abcdef.eml%0a",
     ".20260101T000000000000Z-0123456789abcdef.eml.part", "x" * 5000],
)  # fmt: skip
def test_nothing_but_a_letter_in_the_folder_is_shown(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mailbox"
    Mailbox(folder).send(letter())
    (tmp_path / "secret.key").write_text("geheim")
    (folder / "secret.key").write_text("geheim")
    answer = client_of(folder).get(f"/dev/mail/{name}")
    assert answer.status_code in (404, 308)  # a dot is folded away by the router
    assert "geheim" not in answer.text


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "mailbox"
    folder.mkdir()
    (tmp_path / "secret.key").write_text("geheim")
    name = "20260101T000000000000Z-0123456789abcdef.eml"
    (folder / name).symlink_to(tmp_path / "secret.key")
    client = client_of(folder)
    assert client.get(f"/dev/mail/{name}").status_code == 404
    assert client.get("/dev/mail").status_code == 200


def test_a_broken_letter_is_still_a_page(tmp_path: Path) -> None:
    (tmp_path / "20260101T000000000000Z-0123456789abcdef.eml").write_bytes(b"\xff\xfe\0Subject: x\r\n\r\n\xff")
    client = client_of(tmp_path)
    assert "Zonder onderwerp" in client.get("/dev/mail").text
    assert client.get("/dev/mail/20260101T000000000000Z-0123456789abcdef.eml").status_code == 200
