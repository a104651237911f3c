"""The report as a PDF with a text layer, and as the PDF that an office scanner makes of the print."""

from __future__ import annotations

import io
import json
import random
import time
from pathlib import Path

import pypdfium2
import typst
from PIL import Image, ImageChops

from samples.blocks import Block, blocks

TEMPLATE = Path(__file__).with_name("report.typ")
DPI = 120
NOISE = 26
TILTS = (0.6, -0.45, 0.35)
PAPER, JPEG_QUALITY = 250, 45
DAY = time.gmtime(0)


def pdf(text: str) -> bytes:
    """A4 with page numbers; needs the fonts Noto Serif CJK SC and Noto Sans CJK SC (Debian: fonts-noto-cjk)."""
    inputs = {"blocks": json.dumps([_fields(block) for block in blocks(text)], ensure_ascii=False)}
    return bytes(typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=inputs))


def _fields(block: Block) -> dict[str, str]:
    rest = block.text[len(block.lead) :]
    return {"kind": block.kind.value, "text": block.text, "lead": block.lead, "rest": rest}


def scan(printed: bytes, pages: tuple[int, ...]) -> bytes:
    """An image-only PDF of some `pages` (from 0) of a printed PDF, a little askew, grey and noisy."""
    with pypdfium2.PdfDocument(printed) as document:
        bare = [document[number].render(scale=DPI / 72, grayscale=True).to_pil() for number in pages]
    first, *rest = [_scanned(image, tilt, seed) for seed, (image, tilt) in enumerate(zip(bare, TILTS, strict=True))]
    out = io.BytesIO()
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=DPI,
        quality=JPEG_QUALITY,
        creationDate=DAY,
        modDate=DAY,
        producer="Office Scanner",
    )
    return out.getvalue()


def _scanned(image: Image.Image, tilt: float, seed: int) -> Image.Image:
    turned = image.convert("L").rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grain = Image.frombytes("L", turned.size, random.Random(seed).randbytes(turned.width * turned.height))
    paper = turned.point(lambda level: int(30 + level * (PAPER - 30) / 255))
    return ImageChops.subtract(paper, grain.point(lambda level: level * NOISE // 255))
