"""The other noises of scraped reports, each a function from clean text to noisy text."""

from __future__ import annotations

import random
import re
import unicodedata

NARROW = str.maketrans("，！？；：（）", ",!?;:()")
WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def wrap(text: str, width: int = 28, *, blank_lines: bool = False, indent: str = "") -> str:
    """Break every line after `width` full-width cells, two ASCII characters to a cell, as a printed page does.

    The first line of a paragraph is two cells shorter, for the indent, which is then written as `indent`.
    """
    lines = []
    for paragraph in text.split("\n"):
        room, line = width * 2 - (4 if paragraph else 0), indent if paragraph else ""
        for char in paragraph:
            cells = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
            if cells > room:
                lines.append(line)
                room, line = width * 2, ""
            line, room = line + char, room - cells
        lines.append(line)
    return ("\n\n" if blank_lines else "\n").join(lines)


def page_marks(text: str, every: int = 22, mark: str = "— {} —", *, glue: str = "\n") -> str:
    """Put a page mark after each `every` lines, wherever that falls."""
    lines = text.split(glue)
    pages = [lines[at : at + every] for at in range(0, len(lines), every)]
    return glue.join(line for number, page in enumerate(pages, 1) for line in (*page, mark.format(number)))


def inline_page_marks(text: str, every: int = 600, mark: str = "— {} —") -> str:
    """Put a page mark into the running text after each `every` characters, also inside words."""
    pages = [text[at : at + every] for at in range(0, len(text), every)]
    return "".join(page + mark.format(number) for number, page in enumerate(pages, 1))


def blanks_in_numbers(text: str, *, chance: float, seed: int) -> str:
    """Blanks round decimal points and before percent signs, each with that chance: ``5 . 5 %``."""
    rng = random.Random(seed)

    def parted(sign: re.Match[str]) -> str:
        if rng.random() >= chance:
            return sign[0]
        return " . " if sign[0] == "." else " %"

    return re.sub(r"(?<=\d)\.(?=\d)|(?<=\d)%", parted, text)


def spaced_out(text: str) -> str:
    """A blank after every character that another character follows on its line."""
    return "\n".join(" ".join(line) for line in text.split("\n"))


def full_width_digits(text: str) -> str:
    """Digits, percent signs and points between digits in their full-width forms."""
    return re.sub(r"\d+(?:\.\d+)?%?", lambda m: m[0].translate(WIDE), text)


def twice(text: str, between: str = "\n") -> str:
    """The body printed twice."""
    return text + between + text


def token(text: str, sign: str, mark: str = "[UNK]") -> str:
    """One sign replaced by a token throughout."""
    return text.replace(sign, mark)


def narrow(text: str) -> str:
    """Chinese punctuation written in ASCII."""
    return text.translate(NARROW)


def lost_zero(text: str, mark: str = "\ufffd\ufffd") -> str:
    """The sign 〇 lost, as in a year written in words."""
    return text.replace("〇", mark)


def mojibake(text: str) -> str:
    """GBK bytes read as Latin-1."""
    return text.encode("gb18030").decode("latin-1")
