"""``pytest --extras`` runs the tests that need an optional dependency, and no others; there nothing may be skipped.

A test says that it needs one by ``skipif(…, reason="taizhang[EXTRA] is not installed")``.
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that need an extra."""
    if config.getoption("extras"):
        config.hook.pytest_deselected(items=[item for item in items if not _needs_an_extra(item)])
        items[:] = filter(_needs_an_extra, items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure."""
    report = yield
    if item.config.getoption("extras") and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped, but nothing may be: {report.longrepr}"
    return report


def _needs_an_extra(item: pytest.Item) -> bool:
    return any(MISSING.search(mark.kwargs.get("reason", "")) for mark in item.iter_markers("skipif"))
