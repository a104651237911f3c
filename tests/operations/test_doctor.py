"""The doctor says how things are, and what to do where they are not as they should be."""

from __future__ import annotations

import pytest
from place import Place

pytestmark = pytest.mark.database


def found(of: Place, **settings: str) -> tuple[int, str]:
    """The exit status, and what was said."""
    done = of.run("doctor", **settings)
    return done.returncode, done.stdout + done.stderr


def test_a_ledger_that_is_well_has_nothing_to_be_done(county: Place) -> None:
    status, said = found(county)
    assert status == 0
    assert "bad" not in said
    assert "none is late" in said


def test_where_nothing_is_set_up_it_says_how_to(empty: Place) -> None:
    status, said = found(empty)
    assert status == 1
    assert "taizhang setup" in said


def test_a_setting_that_is_unknown_or_unsafe_is_named(county: Place) -> None:
    status, said = found(county, TAIZHANG_WORKERS="3")
    assert status == 1
    assert "TAIZHANG_WORKERS is no setting" in said
    assert "TAIZHANG_SECRET_KEY" in found(county, TAIZHANG_HOSTS="ledger.example")[1]
    status, said = found(county, TAIZHANG_HOSTS="ledger.example", TAIZHANG_SECRET_KEY="s" * 40)
    assert status == 1
    assert "TAIZHANG_HTTPS=yes" in said


def test_a_key_that_others_can_read_is_bad(county: Place) -> None:
    (county.folder / "secret.key").chmod(0o644)
    status, said = found(county)
    assert status == 1
    assert f"chmod 600 {county.folder / 'secret.key'}" in said


def test_work_that_nobody_does_is_bad(county: Place) -> None:
    county.ask("Job.objects.create(kind='documents.read', subject='0', due='2026-01-01T00:00:00Z').pk")
    status, said = found(county)
    assert status == 1
    assert "run taizhang serve, or taizhang worker" in said


def test_a_missing_checkpoint_is_worth_knowing_and_one_that_was_made_is_named(county: Place) -> None:
    assert "no checkpoint was made yet" in found(county)[1]
    assert county.run("journal", "checkpoint", "--out", county.folder.parent / "checkpoint.json").returncode == 0
    assert "checkpoint 1 of" in found(county)[1]
