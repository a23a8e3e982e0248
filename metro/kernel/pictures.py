"""Pictures, made anew: what was in the file beside the picture (places, names, programs) does not come along."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from metro.kernel.errors import InvalidInput, TooLarge
from metro.kernel.file_types import PICTURES, PNG, WEBP, FileType, type_of
from metro.kernel.i18n import gettext as _

LARGEST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000  # 100 MB while it is being made anew
LONGEST_SIDE = 4_096
LONGEST_SHAPE = 50  # times as long as it is high, or the other way round
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we keep it: PNG stays PNG, everything else becomes WebP; sides in pixels, at most 4096."""

    content: bytes
    type: FileType
    width: int
    height: int


def remade(content: bytes, longest: int = LONGEST_SIDE) -> Picture:
    """The picture in `content`, upright, without metadata. InvalidInput for what is no whole PNG, JPEG or WebP,
    TooLarge for one with too many bytes or pixels: that is told by its first bytes, before it is unpacked.

    A side longer than `longest` pixels is made that long; of a moving picture the first frame stays.
    """
    if len(content) > LARGEST_BYTES:
        raise TooLarge(_("Een afbeelding mag hoogstens %(size)s MB zijn.", size=LARGEST_BYTES // 1024**2))
    kind = type_of(content)
    if kind not in PICTURES:
        raise InvalidInput(_("Dit is geen afbeelding. Kies een PNG, JPEG of WebP."))
    from PIL import Image, ImageOps, UnidentifiedImageError  # here: 16 ms that only an upload has to wait for

    target = PNG if kind is PNG else WEBP
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd chunks that do not come along
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as opened:
                _refuse_size(*opened.size)
                has_alpha = "A" in opened.getbands() or "transparency" in opened.info
                upright = ImageOps.exif_transpose(opened).convert("RGBA" if has_alpha else "RGB")
        upright.thumbnail((longest, longest))
        bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
        made = io.BytesIO()
        if target is PNG:
            bare.save(made, "PNG", optimize=bare.width * bare.height < 1_000_000)
        else:
            bare.save(made, "WEBP", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise InvalidInput(
            _("Deze afbeelding is beschadigd of niet helemaal aangekomen. Sla hem opnieuw op en probeer het weer.")
        ) from error
    return Picture(made.getvalue(), target, *bare.size)


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise TooLarge(
            _("Deze afbeelding is %(width)s bij %(height)s pixels; dat is te groot. Maak hem kleiner.",
              width=width, height=height)
        )  # fmt: skip
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise InvalidInput(_("Deze afbeelding is te smal. Kies een gewone verhouding."))
