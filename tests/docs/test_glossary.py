"""The glossary names what the code names: each entry leads to a thing that exists, each core type has an entry."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

ENTRIES = re.findall(r"`(taizhang[\w.]+)` \|$", (Path(__file__).parents[2] / "GLOSSARY.md").read_text("utf-8"), re.M)
TYPES = (
    "taizhang.ledger.types",
    "taizhang.reading.types",
    "taizhang.reading.outline.types",
    "taizhang.reading.sources.types",
)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_glossary_entry_leads_to_something(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        assert hasattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("module", TYPES)
def test_every_core_type_has_a_glossary_entry(module: str) -> None:
    found = importlib.import_module(module)
    own = [name for name, thing in inspect.getmembers(found, inspect.isclass) if thing.__module__ == module]
    assert [f"{module}.{name}" for name in own if f"{module}.{name}" not in ENTRIES] == []
