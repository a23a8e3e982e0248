"""Files over the web: taken from a form, given back to who may have them."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import NotFound as NoSuchPage

from metro.kernel.errors import NotFound
from metro.kernel.file_links import is_signed
from metro.kernel.files import LARGEST_BYTES, StoredFile, Upload, path_of, published_type
from metro.kernel.i18n import gettext as _
from metro.web.actors import settings
from metro.web.database import session
from metro.web.permissions import door, public

bp = Blueprint("files", __name__)

YEAR_SECONDS = 31_536_000


def folder() -> Path:
    """Where the content of files lies."""
    return settings().files


def allow_upload() -> None:
    """Let this request be as large as a file may be, and a little more: then the refusal can say what is wrong.

    To be called before anything of the form is read.
    """
    request.max_content_length = LARGEST_BYTES + 1024**2


def uploaded(field: str) -> Upload | None:
    """The file in `field` of the form; None when none was chosen. One that is empty is a file, and is refused later."""
    given = request.files.get(field)
    return None if given is None or not given.filename else Upload(given.filename, given.read())


def file_answer(row: StoredFile) -> Response:
    """A private file: a picture to be shown, anything else to be downloaded. NotFound when its content is gone."""
    answer = _content(row.sha256, row.media_type, None if row.is_picture else row.name)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/files/<sha256>.<extension>")
@public
def published(sha256: str, extension: str) -> Response:
    """A picture that stands on a public page; under its hash it never changes."""
    kind = published_type(session(), sha256, extension)
    if kind is None:
        raise NoSuchPage
    answer = _content(sha256, kind.media_type, None)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return answer


@bp.get("/files/<id:file_id>/<id:until>/<signature>")
@door("open a file by a signed link")
def signed(file_id: int, until: int, signature: str) -> Response:
    """A private file for whoever has its link, until it expires."""
    if not is_signed(settings().key(), file_id, until, signature):
        raise NotFound(_("Deze link is verlopen of werkt niet. Vraag een nieuwe."))
    row = session().get(StoredFile, file_id)
    if row is None:
        raise NotFound(_("Dit bestand is er niet (meer)."))
    return file_answer(row)


def _content(sha256: str, media_type: str, download_name: str | None) -> Response:
    path = path_of(folder(), sha256)
    if not path.is_file():
        raise NotFound(_("Dit bestand is er niet (meer)."))
    return send_file(
        path.resolve(), mimetype=media_type, as_attachment=download_name is not None, download_name=download_name,
        etag=sha256,
    )  # fmt: skip
