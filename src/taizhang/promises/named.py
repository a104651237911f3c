"""Judges every named project and system of the plan by how the next report speaks of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from math import log

from taizhang.promises.definition import Thresholds, standard
from taizhang.promises.naming import Thing, quoted, short, things
from taizhang.promises.spoken import Clause, Clauses
from taizhang.promises.stages import WORDS, Said, Stage, judged, meant, seen
from taizhang.promises.types import Answer, Named, Verdict
from taizhang.promises.weights import Weights, grams
from taizhang.promises.wording import normal
from taizhang.reading.types import Reading

MARKS = "“”‘’《》（）"
HEADS = re.compile("(?:工作机制|管理办法|专项行动|制度|机制|平台|办法|体系|计划|行动|品牌|工程|项目|改革)$")
PARTS = re.compile("[+＋、·]")
SHORTEST_RUN = 3  # characters of a name that, said again, may stand for it
SCATTERED = 0.7  # share of a name that a clause must hold where no part of it stands there whole
REPEATED = 0.65  # share of a faint name that a clause must hold
LOOKED_AT = 12  # clauses that are looked at closely for one name
COMMON = 3  # clauses of a report that may hold it
LONG_RUN = 5
RARE_LETTERS = 2
LETTERS = 5  # of a name, below which letters alone do not tell
AGAIN = 0.45  # confidence where only the next plan speaks of the thing


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that speaks of a thing: how surely, and where in it the name ends."""

    share: float
    clause: Clause
    start: int
    end: int
    rule: str


def named(first: Reading, second: Reading, year: int, *, by: Thresholds | None = None) -> tuple[Named, ...]:
    """Every named thing of the plan of `first`, in reading order, with its verdict from `second`."""
    return _Judge(Clauses(first), Clauses(second), by or standard().on(date(year, 12, 31))).rows()


class _Judge:
    """Two reports laid beside each other."""

    def __init__(self, first: Clauses, second: Clauses, by: Thresholds) -> None:
        self.first, self.second, self.by = first, second, by
        self.weights = Weights([normal(clause.text) for clause in (*first.all, *second.all)])
        self.said_first = [_plain(clause)[0] for clause in first.all]
        self.letters = Counter(c for clause in second.all for c in clause.letters)
        self.things = things(first)

    def rows(self) -> tuple[Named, ...]:
        """The rows, in reading order."""
        return tuple(row for thing in self.things if (row := self._row(thing)) is not None)

    def _row(self, thing: Thing) -> Named | None:
        promise = self._promise(thing)
        clause = self._clause_of(thing)
        promised = meant(clause[: clause.find(thing.name)] if thing.name in clause else "", self._behind(thing))
        mention = self._mention(thing, review=True)
        if mention is not None and (thing.sure or self._repeats(thing, mention)):
            return self._answered(thing, promise, promised, mention)
        if not thing.sure:
            return None
        if again := self._mention(thing, review=False):
            return self._only_planned(thing, promise, promised, again)
        return Named(
            thing.name,
            thing.type,
            promise,
            Verdict.DROPPED,
            round(0.6 + 0.3 * thing.confidence, 2),
            _said(promised, None),
            ("named.dropped",),
        )

    def _answered(self, thing: Thing, promise: Answer, promised: Said, mention: Mention) -> Named:
        reported = self._reported(mention, system=thing.type == "system")
        verdict = judged(promised.stage, reported, name=thing.name)
        sure = mention.share * (0.95 if reported.stage is not Stage.UNSAID else 0.8)
        return Named(
            thing.name, thing.type, promise, verdict, round(sure, 2), _said(promised, reported),
            (mention.rule, f"stage.{reported.stage.name.lower().replace('_', '-')}"), self.second.answer(mention.clause),
        )  # fmt: skip

    def _only_planned(self, thing: Thing, promise: Answer, promised: Said, mention: Mention) -> Named:
        """Promised once more, without a word of what became of the first promise."""
        text = mention.clause.text
        again = meant(text[: mention.start - mention.clause.start], text[mention.end - mention.clause.start :])
        waits = again.stage in (Stage.BEGUN, Stage.PREPARED)
        verdict = Verdict.NOT_YET if waits else Verdict.UNDERWAY
        said = f"承诺：{promised.words or WORDS[promised.stage]}；回顾未提及，后一年计划再次安排：{again.words or '未说明阶段'}"
        return Named(
            thing.name, thing.type, promise, verdict, round(AGAIN * mention.share, 2), said, (mention.rule, "named.planned-again"),
            self.second.answer(mention.clause),
        )  # fmt: skip

    def _repeats(self, thing: Thing, mention: Mention) -> bool:
        """Whether the next review repeats a phrase, word for word or nearly, that neither report uses often."""
        words = short(thing.name)
        often = max(sum(words in clause.text for clause in report.all) for report in (self.first, self.second))
        return mention.share >= REPEATED and len(words) >= SHORTEST_RUN and often <= COMMON

    def _promise(self, thing: Thing) -> Answer:
        reading = self.first.reading
        span = reading.map.span_to_raw(thing.start, thing.end)
        sentence = next(s.span for s in reading.outline.sentences if s.span.start <= thing.start < s.span.end)
        return Answer(
            span, reading.source.text[span.start : span.end], reading.map.span_to_raw(sentence.start, sentence.end)
        )

    def _clause_of(self, thing: Thing) -> str:
        return next((c.text for c in self.first.all if c.start <= thing.start < c.end), "")

    def _behind(self, thing: Thing) -> str:
        return next((self.first.form[thing.end : c.end] for c in self.first.all if c.start <= thing.start < c.end), "")

    def _reported(self, mention: Mention, *, system: bool) -> Said:
        """What the clause says behind the name, else before it, else what the next clause says."""
        text, at = mention.clause.text, mention.clause.start
        behind = text[mention.end - at :]
        said = seen(behind, text[: mention.start - at], system=system)
        if said.stage is Stage.UNSAID and len(behind) <= 2:
            number = self.second.all.index(mention.clause)
            following = self.second.all[number + 1] if number + 1 < len(self.second.all) else None
            if following and following.sentence == mention.clause.sentence:
                return seen(following.text)
        return said

    def _mention(self, thing: Thing, *, review: bool) -> Mention | None:
        """The clause that most surely speaks of the thing, None where none does surely enough."""
        name, inner = short(thing.name), quoted(thing.name)
        wanted = grams(normal(name))
        whole = max(self.weights.sum(wanted), 0.1)
        best: Mention | None = None
        for clause in self._likeliest(wanted, review=review):
            found = self._in(clause, name, inner, wanted, whole)
            if found and (best is None or found.share > best.share + 1e-9):
                best = found
        if best and best.share >= self.by.named_from:
            return best
        return self._in_other_words(name) if review else None

    def _likeliest(self, wanted: frozenset[str], *, review: bool) -> list[Clause]:
        """The clauses that share most with a name, two character pairs at least (a single one where the name has few)."""
        least = 2 if len(wanted) > 3 else 1
        shared = Counter(
            {n: self.weights.sum(both) for n in self.second.holding(wanted)
             if self.second.all[n].review is review and len(both := wanted & self.second.all[n].pairs) >= least}
        )  # fmt: skip
        return [self.second.all[n] for n, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:LOOKED_AT]]

    def _in(self, clause: Clause, name: str, inner: str | None, wanted: frozenset[str], whole: float) -> Mention | None:
        text, places = _plain(clause)
        if name in text:
            return _found(1.0, clause, places, text.find(name), len(name), "name.whole")
        if inner:
            parts = [part for part in PARTS.split(inner) if part]
            if len(inner) >= SHORTEST_RUN and inner in text:
                return _found(0.93, clause, places, text.find(inner), len(inner), "name.quoted")
            if len(parts) > 1 and all(len(part) > 1 and part in text for part in parts):
                found = _found(0.8, clause, places, text.find(parts[-1]), len(parts[-1]), "name.quoted")
                closing = clause.text.find("”", found.end - clause.start)
                return replace(found, end=clause.start + closing + 1) if closing >= 0 else found
        share = self.weights.sum(wanted & clause.pairs) / whole
        start, length = _run(name, text)
        run, plain = text[start : start + length], HEADS.sub("", name)
        least = 2 if name == f"{run}制" else SHORTEST_RUN
        if length >= least and _at_an_edge(run, plain) and self._tells(run, name):
            share = max(share, min(0.9, 0.35 + 0.65 * length / len(plain)))
        elif share < SCATTERED:
            return None
        return _found(share, clause, places, start, length, "name.words")

    def _in_other_words(self, name: str) -> Mention | None:
        """A mention that keeps most of the telling letters: “红黄蓝”亮灯督办 … “三色灯”督查法亮红灯、黄灯."""
        letters = set(HEADS.sub("", name))
        if len(letters) < LETTERS:
            return None
        weight = {c: log((len(self.second.all) + 1) / (1 + self.letters[c])) for c in letters}
        whole = sum(weight.values())
        for clause in self.second.all:
            if (
                not clause.review
                or len(letters & clause.letters) < LETTERS - 1
                or sum(w for c, w in weight.items() if c in clause.text) < SCATTERED * whole
            ):
                continue
            if sum(c in clause.text and self.letters[c] <= COMMON for c in letters) >= RARE_LETTERS:
                text, places = _plain(clause)
                return _found(self.by.named_from, clause, places, len(text) - 1, 1, "name.letters")
        return None

    def _tells(self, run: str, name: str) -> bool:
        """Whether a part of a name is said in the first report of this thing only."""
        return all(name in text for text in self.said_first if run in text)


def _at_an_edge(run: str, name: str) -> bool:
    """Whether a part of a name is its beginning, its end, or long enough to tell from the middle."""
    return name.startswith(run) or name.endswith(run) or len(run) >= LONG_RUN


def _run(name: str, text: str) -> tuple[int, int]:
    """(start in `text`, length) of the longest stretch of `name` that `text` holds."""
    for length in range(min(len(name), len(text)), 1, -1):
        for start in range(len(name) - length + 1):
            if (at := text.find(name[start : start + length])) >= 0:
                return at, length
    return 0, 0


def _plain(clause: Clause) -> tuple[str, list[int]]:
    """The clause without quotation marks, and where each of its characters stands in the clean text."""
    places = [clause.start + n for n, c in enumerate(clause.text) if c not in MARKS]
    return "".join(c for c in clause.text if c not in MARKS), places


def _found(share: float, clause: Clause, places: list[int], start: int, length: int, rule: str) -> Mention:
    return Mention(share, clause, places[start], places[start + length - 1] + 1 if length else places[start], rule)


def _said(promised: Said, reported: Said | None) -> str:
    words = f"承诺：{promised.words or WORDS[promised.stage]}"
    if reported is None:
        return f"{words}；后一年报告未再提及"
    return f"{words}；报告：{reported.words or WORDS[reported.stage]}"
