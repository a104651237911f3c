"""From clean text to its outline."""

from __future__ import annotations

import re
from itertools import pairwise

from taizhang.ledger.types import Period, Span
from taizhang.reading.outline import places
from taizhang.reading.outline.paragraphs import RANK_PART, RANK_RUN_IN, Paragraph, numbering, paragraphs
from taizhang.reading.outline.parts import PLAN_HEAD, Parts, find_parts, sentence_part
from taizhang.reading.outline.types import Outline, Part, Place, Region, Role, Section, Sentence, Term

TITLE = re.compile("政府工作报告|工作报告|公报")
BYLINE = re.compile("(?:本报|本刊|记者|通讯员|来源|作者|编辑|责编|发布)")
INTERVIEW = re.compile("——?访.{0,24}?(?P<name>[\u4e00-\u9fff]{2,6}[市县区旗])(?:委|人大|政协|人民政府)?")
GLOSSARY_ITEM = re.compile(r"\s*(?:[（(\[]?\d{1,3}[）)\]]?[、.．]?|[①-⑳])\s*(?P<term>[^：:]{2,40}?)(?:（P\d+）)?[：:]")
RUN_IN_LONGEST = 32
INNER_LONGEST = 17
PLAIN_RUN_IN = re.compile(r"[^\d，：；]*，?[^\d，：；]*[。！]")
LIST_LEAD = re.compile(r"(?:方面|任务|工作|重点|行动|文章|关系)[：:。]?$")


def build(form: str) -> Outline:
    """The outline of a document whose rule form is `form`."""
    paras = paragraphs(form)
    parts = find_parts(form, paras)
    roles = _roles(form, paras, parts)
    sections = _sections(form, paras[parts.review : parts.back], roles[parts.review : parts.back])
    regions = _regions(form, paras)
    year = parts.planned or parts.reviewed
    head = form[: paras[min(parts.review, len(paras) - 1)].start] if paras else ""
    place = None if regions else places.find_place(form, head, year.last if year else None)
    return Outline(
        title=_title(form, paras, parts.review),
        place=place,
        reviewed=parts.reviewed,
        planned=parts.planned,
        parts=_parts(form, paras, parts),
        sections=tuple(sections),
        sentences=tuple(_sentences(form, paras, parts, roles, sections, regions)),
        regions=tuple(regions),
        glossary=tuple(_glossary(form, paras[parts.back :])),
    )


def _title(form: str, paras: list[Paragraph], review: int) -> str:
    """The line that calls itself a report, else the first short line that is neither a sentence nor a byline; "" without one."""
    lines = (form[p.start : p.end] for p in paras[: max(review, 1)] if p.end - p.start <= 60)
    titles = [t for t in lines if t[-1] not in "。：；！" and not BYLINE.match(t)]
    return next((t for t in titles if len(t) <= 40 and TITLE.search(t)), titles[0] if titles else "")


def _parts(form: str, paras: list[Paragraph], parts: Parts) -> tuple[tuple[Part, Span, Period | None], ...]:
    """Each part with its span and period; a plan's "今后五年" stretch has the five years."""
    if not paras:
        return ()
    marks: list[tuple[int, Part, Period | None]] = [(0, Part.FRONT, None)]
    if parts.review < parts.plan:
        marks.append((parts.review, Part.REVIEW, parts.reviewed))
    if parts.plan < parts.back:
        marks.append((parts.plan, Part.PLAN, _plan_period(form, paras[parts.plan], parts)))
        for index in range(parts.plan + 1, parts.back):
            if paras[index].rank == RANK_PART and PLAN_HEAD.search(form, paras[index].start, paras[index].end):
                marks.append((index, Part.PLAN, _plan_period(form, paras[index], parts)))
    if parts.back < len(paras):
        marks.append((parts.back, Part.BACK, None))
    ends = [index for index, _, _ in marks[1:]] + [len(paras)]
    return tuple(
        (part, Span(paras[index].start, paras[end - 1].end), period)
        for (index, part, period), end in zip(marks, ends, strict=True)
        if end > index
    )


def _plan_period(form: str, paragraph: Paragraph, parts: Parts) -> Period | None:
    match = PLAN_HEAD.search(form, paragraph.start, paragraph.end) if paragraph.is_heading else None
    if match and match["long"] and match["long"][-2:] == "五年" and parts.planned:
        return Period(parts.planned.first, parts.planned.first + 4)
    return parts.planned


def _roles(form: str, paras: list[Paragraph], parts: Parts) -> list[list[Role]]:
    """The role of every sentence, paragraph by paragraph."""
    roles = [[Role.HEADING if p.is_heading else Role.BODY for _ in p.sentences] for p in paras]
    for first, last in ((parts.review, min(parts.plan, parts.back)), (parts.plan, parts.back)):
        _mark_run_ins(form, paras, roles, range(max(first, 0), last))
    _mark_leads(form, paras, roles, range(parts.plan, parts.back))
    return roles


def _mark_run_ins(form: str, paras: list[Paragraph], roles: list[list[Role]], indices: range) -> None:
    """Short first sentences are headings where the part's style is to open paragraphs so."""
    several = [i for i in indices if len(paras[i].sentences) > 1 and not paras[i].is_heading]
    plain = [i for i in several if _is_run_in(form, paras[i].sentences[0])]
    styled = len(plain) * 5 >= len(several) * 2
    for i in several:
        start, end = paras[i].sentences[0]
        numbered = numbering(form, start)
        if (numbered and end - start <= 60 and form[end - 1] in "。！") or (
            styled and _is_run_in(form, paras[i].sentences[0])
        ):
            roles[i][0] = Role.HEADING
        if len(paras[i].sentences) > 6:
            _mark_inner(form, paras[i], roles[i], numbered=numbered is not None)
        for k, (begin, stop) in enumerate(paras[i].sentences):
            if (
                k
                and (inner := numbering(form, begin))
                and inner[0] == 5
                and stop - begin <= 40
                and form[stop - 1] == "。"
            ):
                roles[i][k] = Role.HEADING


def _is_run_in(form: str, span: tuple[int, int]) -> bool:
    start, end = span
    return end - start <= RUN_IN_LONGEST and PLAIN_RUN_IN.fullmatch(form, start, end) is not None


def _mark_inner(form: str, paragraph: Paragraph, roles: list[Role], *, numbered: bool) -> None:
    """Headings inside one long paragraph: short sentences without comma or figure, each followed by a longer one.

    Under a numbered heading one is enough; elsewhere there must be three or more of about one length, as parallel
    headings are.
    """
    spans = paragraph.sentences
    inner = [
        k
        for k in range(1, len(spans) - 1)
        if (length := spans[k][1] - spans[k][0]) <= INNER_LONGEST
        and spans[k + 1][1] - spans[k + 1][0] >= max(24, 2 * length)
        and "，" not in form[slice(*spans[k])]
        and PLAIN_RUN_IN.fullmatch(form, *spans[k])
    ]
    if not numbered:
        lengths = [spans[k][1] - spans[k][0] for k in inner]
        usual = max(set(lengths), key=lengths.count, default=0)
        inner = [k for k in inner if abs(spans[k][1] - spans[k][0] - usual) <= 1] if lengths.count(usual) >= 2 else []
        inner = inner if len(inner) >= 3 else []
    for k in inner:
        roles[k] = Role.HEADING


def _mark_leads(form: str, paras: list[Paragraph], roles: list[list[Role]], indices: range) -> None:
    """What stands between a section's heading and the run-in heading of its first paragraph opens the section."""
    pending: list[tuple[int, int]] = []
    open_section = False
    for i in indices:
        p = paras[i]
        if p.is_heading:
            pending, open_section = [], True
            continue
        for k in range(len(p.sentences)):
            if roles[i][k] is Role.HEADING:
                numbered = numbering(form, p.sentences[k][0])
                if not (numbered and k == 0 and numbered[0] <= 2):
                    for a, b in pending if len(pending) <= 4 else ():
                        roles[a][b] = Role.LEAD
                    open_section = False
                else:
                    open_section = True
                pending = []
            elif open_section:
                pending.append((i, k))


def _sections(form: str, paras: list[Paragraph], roles: list[list[Role]]) -> list[Section]:
    sections: list[Section] = []
    stack: list[tuple[int, str]] = []
    for p, marks in zip(paras, roles, strict=True):
        for (start, end), role in zip(p.sentences, marks, strict=True):
            if role is not Role.HEADING:
                continue
            numbered = numbering(form, start)
            rank = p.rank if p.rank is not None else numbered[0] if numbered else RANK_RUN_IN
            title = form[numbered[1] if numbered else start : end].strip("。！：， ").replace("\n", "")
            while stack and stack[-1][0] >= rank:
                stack.pop()
            stack.append((rank, title))
            sections.append(Section(title, len(stack), Span(start, end), tuple(t for _, t in stack)))
    return sections


def _regions(form: str, paras: list[Paragraph]) -> list[Region]:
    """Stretches about one place each, where the document interviews several in turn."""
    marks = []
    for p in paras:
        if p.end - p.start <= 40 and (match := INTERVIEW.match(form, p.start, p.end)):
            marks.append((p.start, match["name"]))
    table = places.codes() if marks else {}
    regions = []
    for (start, said), (end, _) in pairwise([*marks, (len(form), "")]):
        names = [said[k:] for k in range(len(said) - 1) if said[k:] in table]
        name = names[0] if names else said
        regions.append(
            Region(Span(start, end), Place(name, table[name][0] if names and len(table[name]) == 1 else None))
        )
    return regions


def _sentences(
    form: str,
    paras: list[Paragraph],
    parts: Parts,
    roles: list[list[Role]],
    sections: list[Section],
    regions: list[Region],
) -> list[Sentence]:
    found = []
    section = region = -1
    for index, (p, marks) in enumerate(zip(paras, roles, strict=True)):
        part = parts.of(index)
        if regions and p.start < regions[0].span.start:
            part = Part.FRONT  # what introduces a row of interviews
        for (start, end), role in zip(p.sentences, marks, strict=True):
            own = part
            if not parts.headed and part in (Part.REVIEW, Part.PLAN) and role is Role.BODY:
                own = sentence_part(form, start, end, part)
            while section + 1 < len(sections) and sections[section + 1].span.start <= start:
                section += 1
            while region + 1 < len(regions) and regions[region + 1].span.start <= start:
                region += 1
            found.append(Sentence(Span(start, end), own, role, index, section, region))
    return found


def _glossary(form: str, paras: list[Paragraph]) -> list[Term]:
    terms = []
    for p in paras:
        if match := GLOSSARY_ITEM.match(form, p.start, p.end):
            terms.append(Term(match["term"].strip(), Span(match.end(), p.end)))
    return terms


__all__ = ["RANK_PART", "build"]
