"""The reader on our own annotated documents, in styles that real reports of one year do not have: floors that only rise.

A fact is right when it starts where the annotator's does and agrees in value and unit. `make gate` scores real reports.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taizhang.reading import read

ROOT = Path(__file__).parents[2]
SETS = {
    path.stem: (path, ROOT / "tests" / "reports" / "gold")
    for path in sorted((ROOT / "tests/reports/texts").glob("*.txt"))
} | {"2025": (ROOT / "samples/dichuan/2025.txt", ROOT / "samples/dichuan/gold")}
FLOORS = json.loads((Path(__file__).parent / "own.json").read_text(encoding="utf-8"))


def rows(path: Path) -> list[dict[str, object]]:
    """The rows of a JSONL file, none where there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line] if path.exists() else []


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall; 1 where nothing was to be found and nothing was."""
    return 2 * right / (found + wanted) if found + wanted else 1.0


@pytest.mark.parametrize("name", SETS)
def test_quantities_hold_their_floor(name: str) -> None:
    path, gold = SETS[name]
    wanted = {row["at"]: row for row in rows(gold / "quantities" / f"{name}.jsonl")}
    found = {q.span.start: q for q in read(path).quantities}
    right = [
        at for at, q in found.items() if at in wanted and float(q.value or 0) == pytest.approx(wanted[at]["value"])
    ]
    right = [at for at in right if found[at].unit == wanted[at]["unit"]]
    assert f1(len(right), len(found), len(wanted)) >= FLOORS[name]["quantities"]
    for field in ("op", "kind", "stance", "period"):
        agree = sum(str(getattr(found[at], field)) == str(wanted[at][field]) for at in right)
        assert agree / max(len(right), 1) >= FLOORS[name][field], field


@pytest.mark.parametrize("name", SETS)
def test_tasks_hold_their_floor(name: str) -> None:
    path, gold = SETS[name]
    wanted = {row["at"] for row in rows(gold / "tasks" / f"{name}.jsonl") if row["task"]}
    found = {t.span.start for t in read(path).tasks if t.task}
    assert f1(len(wanted & found), len(found), len(wanted)) >= FLOORS[name]["tasks"]


@pytest.mark.parametrize("name", SETS)
def test_names_hold_their_floor(name: str) -> None:
    path, gold = SETS[name]
    if not (file := gold / "names" / f"{name}.jsonl").exists():
        pytest.skip("no names are annotated")
    wanted = {(row["type"], row["at"]) for row in rows(file)}
    found = {(n.type, n.span.start) for n in read(path).names}
    assert f1(len(wanted & found), len(found), len(wanted)) >= FLOORS[name]["names"]


@pytest.mark.parametrize("name", SETS)
def test_every_numeral_is_accounted_for(name: str) -> None:
    reading = read(SETS[name][0])
    assert sum(reading.account().values()) == len(reading.numerals)
    assert all((n.fact is None) != (n.reason is None) for n in reading.numerals)
    assert {n.fact for n in reading.numerals if n.fact} == {q.id for q in reading.quantities}
