from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.exports.layers import HEADS, Layer
from taizhang.exports.rows import AROUND, number, quantity_row, rows
from taizhang.exports.tests.made import TEXT, quantity, reading
from taizhang.ledger.types import Period, Span


@pytest.mark.parametrize("layer", Layer)
def test_every_field_of_a_row_has_its_chinese_head(layer: Layer) -> None:
    assert list(next(rows(reading(), layer))) == list(HEADS[layer])


@pytest.mark.parametrize("layer", Layer)
def test_a_row_holds_nothing_that_json_does_not_know(layer: Layer) -> None:
    for row in rows(reading(), layer):
        assert json.loads(json.dumps(row)) == row


def test_the_raw_text_stands_where_the_row_says() -> None:
    for row in rows(reading(), Layer.QUANTITIES):
        assert TEXT[row["at"] : row["end"]] == row["raw"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("105000000000", 105000000000),
        ("1.05E+11", 105000000000),
        ("-1.5", -1.5),
        ("0.1", 0.1),
        ("100.0", 100),
        ("9007199254740993", "9007199254740993"),
        ("0.12345678901234567890", "0.12345678901234567890"),
    ],
)
def test_a_value_is_a_number_where_a_number_says_the_same(value: str, said: object) -> None:
    assert number(Decimal(value)) == said
    assert type(number(Decimal(value))) is type(said)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_no_value_loses_a_digit(value: Decimal) -> None:
    assert Decimal(str(number(value))) == value


def test_a_damaged_value_is_null_and_not_nought() -> None:
    assert quantity_row(quantity("512亿元", None), TEXT)["value"] is None


def test_a_span_of_years_keeps_both_ends() -> None:
    assert quantity_row(quantity("512亿元", "1", period=Period(2021, 2025)), TEXT)["period"] == "2021-2025"


def test_a_sentence_that_runs_on_is_cut_round_the_fact() -> None:
    text = "长" * 100_000
    row = quantity_row(quantity("512亿元", "1", sentence=Span(0, len(text)), span=Span(50_000, 50_005)), text)
    assert len(row["sentence"]) == 2 * AROUND + 2
    assert row["sentence_end"] == len(text)
