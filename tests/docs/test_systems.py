"""The table of systems claims nothing that is not there."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("django", reason="the server extra is not installed")

from django.conf import settings
from django.urls import Resolver404, resolve

ROOT = Path(__file__).parents[2]
ROW = re.compile(
    r"^\| (?P<number>\d+) \| (?P<name>[^|]+) \| (?P<state>[^|]+) \| (?P<page>[^|]+) \| (?P<api>[^|]+) \| (?P<definition>[^|]+) \| (?P<test>[^|]+) \|$",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One system; "" for what it has not."""

    number: int
    name: str
    state: str
    page: str
    api: str
    definition: str
    test: str


def rows() -> list[Row]:
    """The table."""
    found = []
    for match in ROW.finditer((ROOT / "docs" / "systems.md").read_text("utf-8")):
        cells = {name: cell.strip("` ").replace("—", "") for name, cell in match.groupdict().items()}
        found.append(Row(int(cells.pop("number")), **cells))
    return found


ROWS = rows()
CLAIMED = [row for row in ROWS if not row.state.startswith("not yet")]


def test_there_are_fifty_systems_each_with_a_state() -> None:
    assert [row.number for row in ROWS] == list(range(1, 51))
    assert [row.name for row in ROWS if not re.match(r"works$|partly: .|not yet(: .|$)", row.state)] == []


@pytest.mark.parametrize("row", CLAIMED, ids=lambda row: row.name)
def test_what_a_system_claims_exists(row: Row) -> None:
    assert _defined(row.test), row.test
    assert (ROOT / row.definition).is_file(), row.definition


@pytest.mark.skipif(bool(settings.SOURCES), reason="a desk has other pages")
@pytest.mark.parametrize("row", CLAIMED, ids=lambda row: row.name)
def test_the_pages_of_a_system_are_addresses_of_the_platform(row: Row) -> None:
    for address in filter(None, (row.page, row.api)):
        try:
            found = resolve(address)
        except Resolver404:
            pytest.fail(f"there is no {address}")
        assert found.url_name != "missing", address


@pytest.mark.parametrize("row", [row for row in ROWS if row.state == "works"], ids=lambda row: row.name)
def test_a_system_works_only_where_a_browser_walks_through_it_by_page_and_api(row: Row) -> None:
    assert row.page
    assert row.api
    assert row.test.startswith("tests/browser/platform/")


def _defined(test: str) -> bool:
    """Whether a test FILE::NAME is defined there."""
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)
