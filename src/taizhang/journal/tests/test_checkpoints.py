"""Checkpoints: signed, kept elsewhere, they show what was rewritten with all its hashes."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from taizhang.journal import checkpoints, keys
from taizhang.journal.canonical import Row, entry_hash
from taizhang.journal.checkpoints import Exported, NoCheckpoint, checkpoint, exported
from taizhang.journal.models import Chain, Checkpoint, Entry
from taizhang.journal.tests.made import NOW, ROAD, SCHOOL, named, sql, write, write_many
from taizhang.journal.types import Wrong
from taizhang.journal.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


def seal(*, with_heads: bool = True) -> Exported:
    """A checkpoint as its file brings it back."""
    made = exported(checkpoint(now=NOW), with_heads=with_heads)
    return msgspec.json.decode(json.dumps(made), type=Exported)


def rewrite(key: str) -> None:
    """Alter the first entry on a subject, then recompute every hash behind it and the chain's head."""
    chain = Chain.objects.get(key=key)
    sql("UPDATE journal_entry SET reason = 'x' WHERE chain_id = %s AND number = 1", chain.pk)
    head = ""
    for e in Entry.objects.filter(chain=chain).order_by("number"):
        row = Row(
            chain.kind, chain.key, e.number, e.at, e.act, e.name, e.person, e.post, e.role, e.unit, e.deputy,
            e.before_text, e.after_text, e.reason, head,
        )  # fmt: skip
        sql("UPDATE journal_entry SET previous = %s, hash = %s WHERE id = %s", head, row.computed(), e.pk)
        head = row.computed()
    sql("UPDATE journal_chain SET head = %s WHERE id = %s", head, chain.pk)


def test_a_checkpoint_counts_what_is_there() -> None:
    write(ROAD, "一", "二")
    write(SCHOOL, "三")
    made = checkpoint(now=NOW)
    assert (made.number, made.chains, made.entries) == (1, 2, 3)
    assert made.last_entry == Entry.objects.latest("pk").pk
    assert [head[:3] for head in checkpoints.heads_at(made)] == [("task", "12", 2), ("task", "13", 1)]


def test_of_an_empty_journal_too() -> None:
    file = seal()
    assert (file.chains, file.entries, file.last_entry, file.heads) == (0, 0, 0, ())
    write(ROAD, "一")
    assert verify([file]).sound


def test_what_is_written_later_does_not_disturb_an_earlier_checkpoint() -> None:
    write(ROAD, "一")
    first = seal()
    write(SCHOOL, "二")
    write_many(ROAD, SCHOOL)
    report = verify([first, seal()])
    assert (report.sound, report.checkpoints) == (True, 3)


def test_the_heads_of_an_earlier_moment_can_still_be_given() -> None:
    write(ROAD, "一")
    made = checkpoint(now=NOW)
    then = list(checkpoints.heads_at(made))
    write(ROAD, "二")
    write(SCHOOL, "三")
    assert list(checkpoints.heads_at(made)) == then


@pytest.mark.parametrize("with_heads", [True, False])
def test_rewriting_with_all_hashes_is_found_by_a_checkpoint(with_heads: bool) -> None:
    write(SCHOOL, "零")
    write(ROAD, "一", "二")
    file = seal(with_heads=with_heads)
    rewrite("12")
    assert named() == ("checkpoint", "", 1)  # by the one kept here
    sql("DELETE FROM journal_checkpoint")  # whoever can do the one can do the other
    assert verify().sound
    first = verify([file]).first
    assert first is not None
    if with_heads:
        assert (first.wrong, first.about) == (Wrong.ALTERED, ROAD)
    else:
        assert (first.wrong, first.about) == (Wrong.CHECKPOINT, None)


def test_a_chain_gone_since_a_checkpoint_is_named() -> None:
    write(ROAD, "一")
    write(SCHOOL, "二")
    file = seal()
    sql("DELETE FROM journal_entry WHERE chain_id = (SELECT id FROM journal_chain WHERE key = '13')")
    sql("DELETE FROM journal_chain WHERE key = '13'")
    assert named() == ("missing", "", 1)
    first = verify([file]).found[1]
    assert (first.wrong, first.about) == (Wrong.MISSING, SCHOOL)


def test_the_end_of_a_chain_cut_off_with_its_head_put_back_is_named() -> None:
    entries = write(ROAD, "一", "二", "三")
    file = seal()
    sql("DELETE FROM journal_entry WHERE number = 3")
    sql("UPDATE journal_chain SET length = 2, head = %s", entries[1].hash)
    assert Wrong.DELETED in [f.wrong for f in verify([file]).found if f.about == ROAD and f.number == 3]


def test_a_chain_slipped_in_before_a_checkpoint_is_named() -> None:
    write(ROAD, "一")
    write(SCHOOL, "二")
    file = seal()
    row = Entry.objects.get(chain__key="13")
    own = entry_hash(
        "task", "99", 1, row.at, row.act, row.name, row.person, row.post, row.role, row.unit, row.deputy,
        row.before_text, row.after_text, row.reason, "",
    )  # fmt: skip
    sql("UPDATE journal_entry SET hash = %s WHERE id = %s", own, row.pk)
    sql("UPDATE journal_chain SET key = '99', head = %s WHERE key = '13'", own)
    wrongs = {(f.wrong, f.about.id if f.about else "") for f in verify([file]).found}
    assert {(Wrong.INSERTED, "99"), (Wrong.MISSING, "13")} <= wrongs


@pytest.mark.parametrize("change", [{"entries": 7}, {"digest": "0" * 64}, {"at": "2020-01-01T00:00:00.000000Z"}])
def test_a_file_that_was_changed_is_found(change: dict[str, Any]) -> None:
    write(ROAD, "一")
    file = msgspec.structs.replace(seal(with_heads=False), **change)
    assert any("signature" in fault.words for fault in verify([file]).found)


def test_heads_that_were_changed_in_a_file_are_found() -> None:
    write(ROAD, "一")
    file = seal()
    assert file.heads
    file = msgspec.structs.replace(file, heads=(("task", "12", 1, "0" * 64),))
    assert any("heads in its file" in fault.words for fault in verify([file]).found)


def test_a_file_signed_with_another_key_is_found(settings: Any, tmp_path: Path) -> None:
    write(ROAD, "一")
    file = seal()
    settings.DATA = tmp_path / "other"
    checkpoint(now=NOW)
    assert any("another ledger" in fault.words for fault in verify([file]).found)


def test_checkpoints_kept_here_hold_each_other() -> None:
    for day in range(3):
        checkpoint(now=NOW + timedelta(days=day))
    sql("DELETE FROM journal_checkpoint WHERE number = 2")
    assert named() == ("missing", "", 2)
    sql("UPDATE journal_checkpoint SET entries = 5 WHERE number = 3")
    assert any("signature" in fault.words for fault in verify().found)


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = keys.public_of(keys.signer())
    assert keys.public() == keys.public_of(keys.signer()) == first
    assert stat.S_IMODE(keys.path().stat().st_mode) == 0o600
    assert [file.name for file in keys.path().parent.iterdir()] == ["journal.key"]


def test_a_broken_key_says_what_to_do() -> None:
    keys.signer()
    keys.path().write_bytes(b"broken")
    with pytest.raises(keys.KeyTrouble, match="from the backup"):
        checkpoint(now=NOW)
    assert not Checkpoint.objects.exists()


@pytest.mark.parametrize("content", ["", "{}", '{"format": "x"}', "[1]"])
def test_a_file_without_a_checkpoint_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(NoCheckpoint, match=r"c\.json"):
        checkpoints.read(file)
