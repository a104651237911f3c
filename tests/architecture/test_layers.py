"""Arrows point down only: the import contracts hold, and no model refers to another mechanism's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MECHANISMS = frozenset(
    ("indicators", "tasks", "projects", "cases", "supervision", "scorecards", "dossiers", "policies", "monitors")
)


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def mechanism(label: str) -> str | None:
    """The mechanism that a Django app belongs to, None for shared ground."""
    return label if label in MECHANISMS else None


def test_no_model_of_a_mechanism_refers_to_another_mechanism() -> None:
    django = pytest.importorskip("django", reason="the server extra is not installed")
    django.setup()
    from django.apps import apps

    crossing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and not field.auto_created
        if (here := mechanism(model._meta.app_label)) and (there := mechanism(field.related_model._meta.app_label))
        if here != there
    ]
    assert crossing == []


def test_the_reader_imports_neither_a_framework_nor_a_columnar_engine() -> None:
    heavy = "django", "pyarrow", "duckdb", "lxml", "docx", "trafilatura", "pypdfium2"
    code = f"import sys, taizhang.reading; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
