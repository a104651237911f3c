"""Where the bars stand."""

from __future__ import annotations

from decimal import Decimal

from taizhang.promises.charts import TALL, WIDE, chain, length


def test_the_longest_bar_is_as_tall_as_the_chart_and_others_in_proportion() -> None:
    chart = chain([(2024, Decimal(20), "20", Decimal(40), "40"), (2025, Decimal(10), "10", None, "")])
    assert chart is not None
    assert [(bar.css, bar.height) for bar in chart.bars] == [("plan", TALL // 2), ("actual", TALL), ("plan", TALL // 4)]
    assert {bar.y + bar.height for bar in chart.bars} == {chart.zero}


def test_falls_hang_below_the_zero_line() -> None:
    chart = chain([(2024, Decimal(-3), "-3", Decimal(1), "1")])
    assert chart is not None
    fall, rise = chart.bars
    assert fall.y == chart.zero == rise.y + rise.height
    assert fall.label_y > fall.y + fall.height
    assert chart.height > fall.label_y


def test_without_figures_there_is_no_chart() -> None:
    assert chain([]) is None
    assert chain([(2024, None, "", None, "")]) is None


def test_zero_alone_is_drawn_flat() -> None:
    chart = chain([(2024, Decimal(0), "0", None, "")])
    assert chart is not None
    assert chart.bars[0].height == 0


def test_of_a_tally_what_is_not_nothing_can_be_seen() -> None:
    assert (length(0, 1000), length(1, 1000), length(1000, 1000), length(0, 0)) == (0, 2, WIDE, 0)
