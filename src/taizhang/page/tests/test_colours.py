"""Text can be told from its ground in both themes (WCAG 2.1 AA, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

BASE = files("taizhang.page").joinpath("static", "base.css").read_text("utf-8")
THEMES = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", BASE, re.S)
]
TEXT = [(ink, ground) for ink in ("ink", "soft") for ground in ("paper", "raised", "wash", "pick", "find")]
TEXT += [("seal", "paper"), ("on-seal", "seal-fill"), ("doubt", "paper"), ("doubt", "raised"), ("paper", "ink")]
SHAPES = [(mark, "paper") for mark in ("actual", "estimate", "target", "edge")] + [
    ("edge", "raised"),
    ("target", "raised"),
]


def brightness(colour: str) -> float:
    """Relative luminance."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_there_is_a_light_theme_and_a_dark_one_of_the_same_tokens() -> None:
    light, dark = THEMES
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), SHAPES)
def test_marks_and_borders_stand_out(theme: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(theme[mark], theme[ground]) >= 3


def test_no_stylesheet_has_a_colour_of_its_own() -> None:
    rest = BASE[BASE.rindex("color-scheme: light dark") :].split("* { box-sizing", 1)[1]
    styles = rest + files("taizhang.page").joinpath("static", "reading.css").read_text("utf-8").split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", styles) == []
