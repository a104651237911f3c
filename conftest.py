"""``pytest --extras`` runs the tests that need an optional dependency, and no others; there nothing may be skipped.

A test says that it needs one by ``skipif(…, reason="taizhang[EXTRA] is not installed")``.

``pytest --database`` runs the tests that touch a database: those marked ``django_db``, and those marked ``database``
because processes of theirs do.
"""

from __future__ import annotations

import re
from collections.abc import Generator

import pytest

MISSING = re.compile(r"taizhang\[\w+\] is not installed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--extras", action="store_true", help="run only the tests that need an extra; fail what is skipped"
    )
    parser.addoption("--database", action="store_true", help="run only the tests that touch a database")


def pytest_configure(config: pytest.Config) -> None:
    """Name our marks."""
    config.addinivalue_line("markers", "database: processes of the test touch a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that were asked for."""
    for option, wanted in (("extras", _needs_an_extra), ("database", _touches_a_database)):
        if config.getoption(option):
            config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
            items[:] = filter(wanted, items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure."""
    report = yield
    if item.config.getoption("extras") and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped, but nothing may be: {report.longrepr}"
    return report


def _needs_an_extra(item: pytest.Item) -> bool:
    return any(MISSING.search(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skipif"))


def _touches_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("database")
    return bool(marked) or "db" in fixtures or "transactional_db" in fixtures
