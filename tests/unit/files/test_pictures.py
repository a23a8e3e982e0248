"""A picture is made anew: small enough, upright, and bare."""

from __future__ import annotations

import io
import time

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from PIL import Image

from metro.kernel import pictures
from metro.kernel.errors import AppError, InvalidInput, TooLarge
from metro.kernel.pictures import LARGEST_BYTES, LONGEST_SIDE, remade
from tests.unit.files import made


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", "PNG"), ("JPEG", "WEBP"), ("WEBP", "WEBP")])
def test_a_picture_stays_the_picture_it_was(kind: str, becomes: str) -> None:
    picture = remade(made.picture(kind))
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert (opened.format, opened.size) == (becomes, (40, 30))
        red, _green, blue = opened.convert("RGB").getpixel((30, 20))  # type: ignore[misc]  # three parts
        assert abs(red - 20) < 12
        assert abs(blue - 160) < 12
    assert (picture.width, picture.height) == (40, 30)


def test_what_can_be_seen_through_stays_so() -> None:
    with Image.open(io.BytesIO(remade(made.picture("PNG", mode="RGBA")).content)) as opened:
        assert opened.mode == "RGBA"
        assert opened.getpixel((5, 5)) == (20, 90, 160, 128)


def test_place_and_words_in_a_photo_do_not_come_along_and_it_stands_upright() -> None:
    photo = made.photo_with_a_place()
    assert b"geheime plek" in photo
    picture = remade(photo)
    assert (picture.width, picture.height) == (20, 60)
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert not opened.getexif()
        assert set(opened.info) <= {"loop", "background", "timestamp", "duration"}
    assert b"geheime" not in picture.content


def test_a_page_hidden_in_a_picture_does_not_come_along() -> None:
    assert made.HTML in made.png_with_words()
    assert b"script" not in remade(made.png_with_words()).content


@pytest.mark.parametrize("size", [(50_000, 50_000), (5_001, 5_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    began = time.perf_counter()
    with pytest.raises(AppError):
        remade(made.png_that_claims(*size))
    assert time.perf_counter() - began < 1


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(TooLarge):
        remade(made.picture("PNG") + b"\x00" * LARGEST_BYTES)


def test_a_long_side_is_made_as_long_as_we_keep() -> None:
    picture = remade(made.picture("PNG", (5_000, 400), "L"))
    assert (picture.width, picture.height) == (LONGEST_SIDE, round(400 * LONGEST_SIDE / 5_000))


def test_a_strip_is_refused() -> None:
    with pytest.raises(InvalidInput):
        remade(made.picture("PNG", (2_000, 10), "L"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_picture_cut_off_is_refused(kind: str, share: float) -> None:
    whole = made.picture(kind, (300, 200))
    with pytest.raises(InvalidInput):
        remade(whole[: int(len(whole) * share)])


@pytest.mark.parametrize("content", [made.PDF, made.word(), made.HTML, b""])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        remade(content)


@settings(deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 10**6), st.binary(min_size=1, max_size=20))
def test_a_picture_with_any_damage_is_refused_or_made_anew(kind: str, at: int, junk: bytes) -> None:
    whole = made.picture(kind, (64, 48))
    at %= len(whole)
    try:
        picture = remade(whole[:at] + junk + whole[at + len(junk) :])
    except AppError as refusal:
        assert refusal.message
    else:
        assert picture.width * picture.height <= pictures.MOST_PIXELS


def test_of_a_moving_picture_the_first_frame_stays() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ((250, 0, 0), (0, 250, 0))]
    moving = made.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    with Image.open(io.BytesIO(remade(moving).content)) as opened:
        assert getattr(opened, "n_frames", 1) == 1
        assert opened.convert("RGB").getpixel((10, 10))[0] > 200  # type: ignore[index]  # three parts
