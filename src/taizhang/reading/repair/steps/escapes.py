"""Escapes left visible: ``&nbsp;``, ``&#8220;``, a literal ``\\u3000`` or ``\\n``."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from taizhang.reading.repair.edits import Edited, substitute

EXAMPLES = {
    "各位代表&#xff1a;": "各位代表：",
    r"\u3000\u3000现在": "\u3000\u3000现在",
    r"报告工作。\n一、": "报告工作。\n一、",
}
NOT_THIS = ("R&D经费", "A&B", r"C:\new", r"\u30", "&未知;")

_ESCAPE = re.compile(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|\#[0-9]{1,6}|\#x[0-9A-Fa-f]{1,6});|\\u[0-9a-fA-F]{4}|\\(?:r\\n|[nrt])(?![A-Za-z])",
    re.X,
)
_CONTROLS = {"n": "\n", "r": "\n", "t": "\t"}


def step(text: str) -> Edited | None:
    """Write what the escapes stand for."""
    return substitute(text, _ESCAPE, _meant) if "&" in text or "\\" in text else None


def _meant(match: re.Match[str]) -> str:
    escape = match[0]
    if escape.startswith("&"):
        return unescape(escape) if escape.startswith("&#") or escape[1:] in html5 else escape
    return chr(int(escape[2:], 16)) if escape.startswith(r"\u") else _CONTROLS[escape[1]]
