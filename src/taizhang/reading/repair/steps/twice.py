"""A body printed twice in one file, which would count every figure double: the second copy is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.repair.edits import Edited, Edits

_BODY = "".join(
    f"完成第{number}项工程建设任务，" + ("兴修水利。" if number % 2 else "整治农田。") for number in range(40)
)
EXAMPLES = {f"{_BODY}\n{_BODY}": f"{_BODY}\n", f"时间：1月\n{_BODY}\n链接\n{_BODY}": f"时间：1月\n{_BODY}\n链接\n"}
NOT_THIS = (_BODY, f"摘要：{_BODY[:100]}\n{_BODY}", "各位代表！" * 100)

LEAST_RUN = 300  # characters that must repeat in a row; a slogan or a quotation said twice is shorter
LEAST_SHARE = 0.3  # of the text that must be such runs
_PROBES = (0.15, 0.3, 0.45)  # places, as shares of the text, of which one must lie in the first copy
_SENTENCE = re.compile(r"[^。！？\n]++[。！？]*+")


def step(text: str) -> Edited | None:
    """Drop every long run of sentences that all stood before."""
    if len(text) < 2 * LEAST_RUN or not _repeats(text):
        return None
    runs = [run for run in _repeated_runs(text) if run[1] - run[0] >= LEAST_RUN]
    if sum(end - start for start, end in runs) < LEAST_SHARE * len(text):
        return None
    edits = Edits(text)
    for start, end in runs:
        edits.drop(start, end)
    return edits.finish()


def _repeats(text: str) -> bool:
    """A quick look: whether a piece of the first half comes again."""
    for place in _PROBES:
        start = int(place * len(text))
        piece = max(text[start : start + 200].split("\n"), key=len)[:40]
        at = text.find(piece, start)
        if len(piece) >= 10 and text.find(piece, at + len(piece)) >= 0:
            return True
    return False


def _repeated_runs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of successive sentences that all stood earlier in the text."""
    seen: set[str] = set()
    run: tuple[int, int] | None = None
    for sentence in _SENTENCE.finditer(text):
        key = sentence[0].strip()
        if key in seen:
            run = (run[0] if run else sentence.start(), sentence.end())
        elif key:
            seen.add(key)
            if run:
                yield run
            run = None
    if run:
        yield run
