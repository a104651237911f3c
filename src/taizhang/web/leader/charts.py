"""Charts as SVG: plan grey, actual ink, late seal-red; each bar says its own figure. Pure: numbers in, text out.

Nothing in them needs a style attribute or a script, so they pass the strictest content policy; `web/leader.css` colours them,
and a downloaded one brings its colours along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

ROOM = 12  # half-wide letters that a name beside a bar may have
WIDTH = 360  # units of the drawing; on a phone one unit is about one pixel
COLOURS = (
    "text{font:12px 'Noto Sans SC','Microsoft YaHei',sans-serif;fill:#1f1c18}.soft{fill:#5f584d}.late,text.late{fill:#a5211b}"
    ".ink{fill:#1f1c18}.plan{fill:#b9b0a0}.base{stroke:#8d8473;stroke-width:1}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `done` in ink, `late` in seal-red, `open` in grey; whole numbers, none below nought."""

    label: str
    done: int
    late: int
    open: int

    @property
    def all(self) -> int:
        """The bar's whole length."""
        return self.done + self.late + self.open


def columns(bars: Sequence[Bar], title: str, *, colours: bool = False) -> str:
    """Upright bars side by side, from nought; above each its sum, and in red how many of it are late."""
    high, foot, top = 90, 18, 30
    most = max((bar.all for bar in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    wide = min(step * 0.62, 34)
    drawn = []
    for at, bar in enumerate(bars):
        left, middle, up = at * step + (step - wide) / 2, at * step + step / 2, float(top + high)
        for kind, count in (("ink", bar.done), ("late", bar.late), ("plan", bar.open)):
            tall = high * count / most
            up -= tall
            if count:
                drawn.append(_rect(left, up, wide, tall, kind))
        if bar.all:
            drawn.append(_text(middle, up - 4, str(bar.all), "middle"))
        if bar.late:
            drawn.append(_text(middle, up - 17, f"■{bar.late}", "middle", "late"))
        drawn.append(_text(middle, top + high + 14, bar.label, "middle", "soft"))
    drawn.append(f'<line class="base" x1="0" x2="{WIDTH}" y1="{top + high}" y2="{top + high}"/>')
    return _svg(drawn, top + high + foot, title, colours)


def rows(bars: Sequence[Bar], title: str, *, colours: bool = False, parts: bool = True) -> str:
    """Lying bars one below the other, from nought; beside each its sum, and with `parts` in red how many of it are late."""
    line, thick, names, sums = 20, 11, 84, 66
    room = WIDTH - names - sums
    most = max((bar.all for bar in bars), default=0) or 1
    drawn = []
    for at, bar in enumerate(bars):
        top, right = at * line, float(names)
        drawn.append(_text(names - 8, top + 14, _short(bar.label), "end"))
        for kind, count in (("ink", bar.done), ("late", bar.late), ("plan", bar.open)):
            long = room * count / most
            if count:
                drawn.append(_rect(right, top + 4, long, thick, kind))
            right += long
        said = f"{bar.all}"
        drawn.append(_text(right + 6, top + 14, said, "start"))
        if bar.late and parts:
            drawn.append(_text(right + 12 + 7 * len(said), top + 14, f"■{bar.late}", "start", "late"))
    drawn.append(f'<line class="base" x1="{names}" x2="{names}" y1="0" y2="{max(len(bars), 1) * line}"/>')
    return _svg(drawn, max(len(bars), 1) * line + 2, title, colours)


def _svg(drawn: Sequence[str], high: float, title: str, colours: bool) -> str:
    style = f"<style>{COLOURS}</style>" if colours else ""
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high:g}" role="img"'
        f' aria-label="{escape(title)}">{style}{"".join(drawn)}</svg>'
    )


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(name: str) -> str:
    """A name that fits beside its bar: six Chinese characters, or twice as many Latin letters."""
    if _breadth(name) <= ROOM:
        return name
    while _breadth(name) > ROOM - 2:
        name = name[:-1]
    return f"{name}…"


def _breadth(words: str) -> int:
    """How broad it is, a Chinese character counted as two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
