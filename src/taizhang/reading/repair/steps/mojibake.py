"""GBK or UTF-8 bytes read as Latin-1 or cp1252: ``¸÷Î»´ú±í`` is 各位代表. Lossless if nothing was stripped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {"¸÷Î»´ú±í": "各位代表", "å\x90\u201eä½\x8dä»£è¡¨": "各位代表"}
NOT_THIS = ("Müller先生", "1050亿元 ± 5%", "Crème brûlée")

# Leads of very common characters: one of these is in any mojibake longer than a heading.
_SIGNS = ("Ö", "¸", "å", "ä", "æ")
_BYTES = {chr(byte): byte for byte in range(0x100)} | {
    char: byte for byte in range(0x80, 0x100) if (char := bytes([byte]).decode("cp1252", "ignore"))
}
_HIGH = "".join(re.escape(char) for char, byte in _BYTES.items() if byte >= 0x80)
_RUN = re.compile(f"[ -~{_HIGH}]+")
_LEAST_HIGH = re.compile(f"(?:[{_HIGH}] *+){{4}}")
_HAN = re.compile("[\u4e00-\u9fff\u3000-\u3003\uff00-\uff5e“”‘’—…·]")


def step(text: str) -> Edited | None:
    """Read every run of such characters as the bytes they were."""
    if not any(sign in text for sign in _SIGNS):
        return None
    edits = Edits(text)
    for run in _RUN.finditer(text):
        if not _LEAST_HIGH.search(run[0]):
            continue
        at = run.start()
        for char, width in _decoded(run[0]):
            edits.replace(at, at + width, char)
            at += width
    return edits.finish()


def _decoded(run: str) -> Iterator[tuple[str, int]]:
    """The characters of a run with the number of bytes each took; nothing if they do not make Chinese."""
    data = bytes(map(_BYTES.__getitem__, run))
    for codec in ("utf-8", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if 2 * len(_HAN.findall(text)) > sum(not char.isascii() for char in text):
            yield from ((char, len(char.encode(codec))) for char in text)
            return
