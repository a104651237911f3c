"""Clauses are cut at their verbs, and quotations are never cut."""

from __future__ import annotations

from taizhang.reading.names.phrases import phrases


def cut(text: str) -> list[tuple[str, str, str]]:
    """(verbs before, phrase, verbs after) of each phrase that is not empty."""
    return [(p.lead, text[p.start : p.end], p.follow) for p in phrases(text) if p.end > p.start]


def test_a_phrase_stands_between_the_verbs_of_its_clause() -> None:
    assert cut("深入实施强县工程，柳溪大道建成通车") == [
        ("深入实施", "强县工程", ""),
        ("", "柳溪大道", "建成通车"),
    ]


def test_adverbs_go_with_the_verb_after_them_and_stay_in_a_name_otherwise() -> None:
    assert cut("茗溪桥加快推进") == [("", "茗溪桥", "加快推进")]
    assert cut("开展集中供热") == [("开展", "集中供热", "")]


def test_a_verb_that_is_part_of_a_name_does_not_cut() -> None:
    assert cut("健全项目推进机制") == [("健全", "项目推进机制", "")]
    assert cut("开展河道整治行动") == [("开展", "河道整治行动", "")]


def test_a_quotation_is_one_unit() -> None:
    assert cut("推行“实施、开展”制度") == [("推行", "“实施、开展”制度", "")]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_text() -> None:
    assert [phrase for _, phrase, _ in cut("推行“甲制度，推行乙制度")] == ["“甲制度", "乙制度"]


def test_a_clause_ends_at_its_mark() -> None:
    ends = [phrase.clause_end for phrase in phrases("推进甲，推进乙。")]
    assert ends[:2] == [3, 7]
