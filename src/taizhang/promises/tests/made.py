"""Two made-up reports in a few words: what the first plans, what the second tells."""

from __future__ import annotations

from taizhang.promises import Comparison, Figured, Named, compare
from taizhang.reading.pipeline import read_text
from taizhang.reading.types import Reading


def report(
    year: int, *, review: str = "各项工作平稳有序。", plan: str = "继续做好各项工作。", name: str = ""
) -> Reading:
    """The report that plans for `year`."""
    text = (
        f"云坪县人民政府工作报告\n——{year}年1月9日在云坪县第十七届人民代表大会第四次会议上\n各位代表：\n"
        f"一、{year - 1}年工作回顾\n过去一年，{review}\n二、{year}年工作安排\n今年要重点抓好以下工作。\n{plan}\n"
    )
    return read_text(text, name=name or f"云坪{year}.txt")


def beside(plan: str, review: str) -> Comparison:
    """What 2025 planned beside what 2026 tells of it."""
    return compare(report(2025, plan=plan), report(2026, review=review))


def only(plan: str, review: str) -> Figured:
    """The only promise with a figure."""
    (row,) = beside(plan, review).figured
    return row


def thing(plan: str, review: str, name: str) -> Named:
    """The named thing called `name`."""
    return next(row for row in beside(plan, review).named if name in row.name)
