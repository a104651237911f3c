"""Scans (扫描件): pictures of pages, recognised by the optional ``taizhang[ocr]``."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from taizhang.reading.sources import watchdog
from taizhang.reading.sources.boxes import Box, in_lines
from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.layout import Layout
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.types import Source

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200  # what a page is rendered at to be recognised
_UPRIGHT = 0.8  # certainty of a page that is the right way up; one upside down has 0.6
_DOUBTFUL = 0.5
INSTALL = "pip install 'taizhang[ocr]'"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a page in reading order, and the confidence of each of its pieces, 0 to 1."""

    lines: list[str]
    confidences: list[float]


def open_image(data: bytes, name: str, limits: Limits) -> Source:
    """Open a scan in PNG, JPEG, BMP or TIFF, the last with any number of pages."""
    check(name, 1, limits)
    layout = Layout()
    pages = []
    for picture in _pictures(data, name, limits):
        pages.append(recognise(picture, limits))
        layout.page()
        layout.lines(pages[-1].lines)
    return layout.source(name, "image", data, notes=[note(pages)])


def is_available() -> bool:
    """Whether ``taizhang[ocr]`` is installed."""
    return all(importlib.util.find_spec(package) for package in ("rapidocr", "onnxruntime", "PIL"))


def check(name: str, pages: int, limits: Limits) -> None:
    """Raise ``SourceError`` unless `pages` pictures can and may be recognised."""
    if not is_available():
        what = "it is a picture of text, and recognising text is not installed"
        raise SourceError(Code.NOT_INSTALLED, name, what, f"Install it: {INSTALL}")
    if pages > limits.max_scanned_pages:
        what = f"{pages:,} of its pages are pictures, the limit is {limits.max_scanned_pages:,}"
        raise SourceError(Code.TOO_MANY, name, what, "Split it, or raise Limits.max_scanned_pages")


def recognise(picture: Any, limits: Limits) -> Recognised:
    """The text of one page, a picture as a numpy array (height × width × 3, BGR). Takes seconds.

    A page that lies on its side or upside down is turned; of four doubtful readings the surest is taken.
    """
    import numpy

    readings = []
    for quarters in (0, 2, 1, 3):
        watchdog.allow(limits.seconds)
        readings.append(_reading(numpy.ascontiguousarray(numpy.rot90(picture, quarters))))
        if readings[-1].certainty > _UPRIGHT:
            break
    return max(readings, key=lambda reading: reading.certainty).recognised


@dataclass(frozen=True, slots=True)
class _Reading:
    recognised: Recognised
    certainty: float  # mean confidence, less where the lines stand on end


def _reading(picture: Any) -> _Reading:
    found = _engine()(picture)
    if found.boxes is None:
        return _Reading(Recognised([], []), 0.0)
    boxes = [_box(corners, text) for corners, text in zip(found.boxes.tolist(), found.txts, strict=True)]
    standing = sum(len(box.text) for box in boxes if box.height > box.right - box.left)
    certainty = sum(found.scores) / len(found.scores) - standing / sum(len(box.text) for box in boxes)
    return _Reading(Recognised(in_lines(boxes), list(found.scores)), certainty)


def _box(corners: list[list[float]], text: str) -> Box:
    across, down = zip(*corners, strict=True)
    return Box(text, min(across), min(down), max(across), max(down))


def note(pages: Iterable[Recognised]) -> str:
    """What a reader must know: that the text was recognised, and how surely."""
    pages = list(pages)
    confidences = [confidence for page in pages for confidence in page.confidences]
    mean = f"{sum(confidences) / len(confidences):.2f}" if confidences else "none, nothing recognised"
    doubtful = sum(confidence < _DOUBTFUL for confidence in confidences)
    of_them = f", {doubtful} lines below {_DOUBTFUL}" if doubtful else ""
    return f"OCR of {len(pages)} page{'s' if len(pages) > 1 else ''}, mean confidence {mean}{of_them}"


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # Its classifier of upside-down lines errs on upright ones, which are then lost: whole lines in 4 of 8 test pages.
    # Without it, and with no line left out as doubtful, none was.
    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.0})


def _pictures(data: bytes, name: str, limits: Limits) -> Iterator[Any]:
    import numpy
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as picture:
            check(name, getattr(picture, "n_frames", 1), limits)
            for frame in ImageSequence.Iterator(picture):
                _check_size(frame, name, limits)
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                yield numpy.asarray(upright)[:, :, ::-1]
    except SourceError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name, str(error), limits) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise SourceError(Code.DAMAGED, name, f"the picture is broken or cut off ({error})", "Scan it again") from error


def _check_size(picture: Image, name: str, limits: Limits) -> None:
    if picture.width * picture.height > limits.max_pixels:
        raise _too_many_pixels(name, f"{picture.width:,} × {picture.height:,}", limits)


def _too_many_pixels(name: str, size: str, limits: Limits) -> SourceError:
    what = f"it has too many pixels ({size}), the limit is {limits.max_pixels:,}"
    return SourceError(Code.TOO_MANY, name, what, "Scan it at 200 to 300 dpi, or raise Limits.max_pixels")
