"""What is taken as evidence, and what is cut out of pictures."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from taizhang.tasks.evidence import PICTURE_BYTES, Unfit, clean

LATITUDE = 2


def picture(kind: str, *, turned: int = 1, **more: Any) -> bytes:
    """A picture with a camera's notes: maker, place, which way up."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera", turned
    exif.get_ifd(0x8825)[LATITUDE] = (32.0, 1.0, 2.0)
    made = Image.new("RGB", (9, 5), "green")
    made.putpixel((0, 0), (255, 0, 0))
    made.save(out, kind, exif=exif, **more)
    return out.getvalue()


def office(*names: str) -> bytes:
    """A zip with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cameras_notes_are_cut_out_and_the_picture_stays(kind: str) -> None:
    data = picture(kind, lossless=True) if kind == "WEBP" else picture(kind)
    kept = clean(data)
    assert kept.cut
    assert b"Camera" not in kept.data
    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(kept.data))
    assert not after.getexif().get_ifd(0x8825)
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_a_photo_taken_upright_stays_upright() -> None:
    kept = Image.open(BytesIO(clean(picture("JPEG", turned=6)).data))
    assert dict(kept.getexif()) == {0x0112: 6}


def test_notes_in_a_comment_go_too() -> None:
    kept = clean(picture("JPEG", comment=b"taken by me")).data
    assert b"taken by me" not in kept


def test_words_in_a_png_go_too() -> None:
    out, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", "somebody")
    Image.new("RGB", (3, 3)).save(out, "PNG", pnginfo=info)
    assert b"somebody" not in clean(out.getvalue()).data


def test_what_is_clean_stays_as_it_is() -> None:
    once = clean(picture("JPEG"))
    again = clean(once.data)
    assert (again.data, again.cut) == (once.data, False)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
    ],
)
def test_papers_are_known_by_their_bytes(data: bytes, ending: str) -> None:
    assert clean(data).ending == ending


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "kind"),
        (b"<svg onload=alert(1)>", "kind"),
        (office("a.txt"), "kind"),
        (office("word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (picture("JPEG")[:200], "broken"),
        (picture("PNG")[:-20], "broken"),
        (b"\xff\xd8\xff" + b"\0" * PICTURE_BYTES, "large-picture"),
    ],
)
def test_what_is_not_taken(data: bytes, problem: str) -> None:
    with pytest.raises(Unfit) as caught:
        clean(data)
    assert caught.value.problem == problem


@given(st.sampled_from(("JPEG", "PNG", "WEBP")), st.integers(0, 400), st.binary(max_size=6))
def test_damage_is_refused_or_cleaned_and_breaks_nothing(kind: str, at: int, junk: bytes) -> None:
    data = picture(kind)
    damaged = data[: at % len(data)] + junk + data[at % len(data) + len(junk) :]
    with suppress(Unfit):
        clean(damaged)
