"""The whole of repair on single documents: order of the steps, spans, what is marked damaged."""

from __future__ import annotations

from taizhang.ledger.types import Span
from taizhang.reading.repair import LOST, Repaired, repair

HABIT = "抓好執(zhí)行，確保產(chǎn)業(yè)項(xiàng)目落地見效。" * 5


def raw_of(repaired: Repaired, raw: str, piece: str) -> str:
    """The raw characters behind `piece`."""
    start = repaired.text.index(piece)
    return raw[slice(*_ends(repaired.map.span_to_raw(start, start + len(piece))))]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_a_name_takes_in_the_note_after_its_last_character_and_a_figure_nothing() -> None:
    raw = HABIT + "新材料產(chǎn)業(yè)投資(1050)億元。"
    repaired = repair(raw)
    assert raw_of(repaired, raw, "新材料产业") == "新材料產(chǎn)業(yè)"
    assert raw_of(repaired, raw, "1050") == "1050"


def test_a_misaligned_name_maps_to_all_its_raw_characters() -> None:
    raw = HABIT + "推進龍?zhí)哆^江通道。"
    repaired = repair(raw)
    assert repaired.text.endswith("推进龙潭过江通道。")
    assert raw_of(repaired, raw, "龙潭过江通道") == "龍?zhí)哆^江通道"
    assert repaired.damaged == ()


def test_a_swallowed_figure_is_marked_and_never_guessed() -> None:
    raw = HABIT + "新建市級重點?？?個。"
    repaired = repair(raw)
    place = repaired.damaged[-1]
    assert repaired.text[place.span.end - 1 : place.span.end + 1] == LOST + "个"
    assert not any(char.isdigit() for candidate in place.candidates for char in candidate.text)
    assert "swallowed" in place.lost


def test_a_lost_lead_byte_gives_candidates_with_confidences() -> None:
    repaired = repair(HABIT + "企業(yè)上市?？v深推進改革。")
    (place,) = repaired.damaged
    assert repaired.text[place.span.start : place.span.end] == "。"
    assert place.candidates[0].text == "。"
    assert 0.5 < place.confidence <= 1
    assert sum(candidate.confidence for candidate in place.candidates) <= 1.01


def test_half_a_tag_goes_and_gives_its_question_mark_to_the_sentence_end() -> None:
    raw = HABIT + "爭當?shù)谝弧?/span>\n下一步。"
    keyed = raw.replace("抓好", "數(shù)")
    repaired = repair(keyed)
    assert repaired.text.endswith("争当第一。\n下一步。")
    assert raw_of(repaired, keyed, "争当第一。").endswith("弧?")


def test_a_figure_with_an_unknown_character_at_it_is_damaged() -> None:
    repaired = repair("新增3?个，完成\ufffd项，县〓长")
    assert [repaired.text[place.span.start : place.span.end] for place in repaired.damaged] == ["?", "\ufffd", "〓"]


def test_figures_parted_by_a_blank_are_damaged_and_not_joined() -> None:
    repaired = repair("完成投资12 345个，增长5%。")
    assert repaired.text == "完成投资12 345个，增长5%。"
    assert repaired.damaged[0].span == Span(5, 8)


def test_a_page_mark_inside_a_figure_stays_inside_its_raw_span() -> None:
    raw = "落实待遇3.9\n\n— 6 —\n\n亿元，惠及群众。另建成学校3所。\n\n— 7 —\n\n下一步，继续努力。"
    text = "".join(
        f"第{number}项工作已经完成，群众十分满意，各方面反映都很好，成效\n\n明显。\n\n" for number in "一二三四五六"
    )
    repaired = repair(text + raw)
    assert raw_of(repaired, text + raw, "3.9亿元") == "3.9\n\n— 6 —\n\n亿元"


def test_damage_found_early_keeps_its_place_through_later_steps() -> None:
    repaired = repair(HABIT + "企業(yè)上市?？v深推進，增長 ５％。")
    (place,) = repaired.damaged
    assert repaired.text[place.span.start - 2 : place.span.end + 1] == "上市。纵"


def test_a_simplified_document_with_traditional_signs_is_left_alone() -> None:
    text = "引进萬達、國泰等企业，推动产业转型升级，居民收入与经济增长同步，各项事业协调发展。"
    assert repair(text).text == text


def test_a_traditional_document_without_damage_becomes_simplified_at_the_same_places() -> None:
    raw = "今天,由我向大會報告一年來的工作。地區生產總值增長5.5%。"
    repaired = repair(raw)
    assert repaired.text == "今天,由我向大会报告一年来的工作。地区生产总值增长5.5%。"
    assert repaired.map.steps == ()


def test_the_second_copy_of_a_body_maps_to_nothing() -> None:
    body = "".join(f"第{number}项任务已经按照时间节点全面完成，取得明显成效。" for number in range(30))
    repaired = repair(body + "\n" + body)
    assert repaired.text.strip() == body
    assert repaired.map.to_clean(len(body) + 5) is None


def test_footnote_marks_stay() -> None:
    text = "实施“六大行动”[2]，推进“三线一单”[18]，发展氢能[3]。"
    assert repair(text).text == text


def test_the_steps_that_acted_are_reported() -> None:
    assert [(report.name, report.changes) for report in repair("增长５％，到二0三五年。").steps] == [
        ("zero", 1),
        ("width", 2),
    ]
