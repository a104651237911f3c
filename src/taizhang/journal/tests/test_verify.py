"""Each thing that somebody with all rights may do to the journal is found and named. They do it by raw SQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.journal import canonical, guards
from taizhang.journal.models import Chain, Entry
from taizhang.journal.tests.made import LI, ROAD, SCHOOL, WANG, faults, named, sql, undone, write, write_many
from taizhang.journal.types import Wrong
from taizhang.journal.verify import verify
from taizhang.ledger.types import Reference

pytestmark = pytest.mark.django_db
FIELDS: dict[str, Any] = {
    "at": "2026-03-01 00:00:00+00:00",
    "act": "journal.looked",
    "name": "张三",
    "person": 99,
    "post": "县长",
    "role": "none",
    "unit": 99,
    "deputy": None,
    "before": '{"note":"x"}',
    "after": '{"note":"x"}',
    "reason": "另有原因",
    "previous": "0" * 64,
    "hash": "0" * 64,
    "number": 900,
    "chain_id": None,
}


def rehash(row: int) -> None:
    """Give an entry the hash of what stands in it now."""
    entry = Entry.objects.select_related("chain").get(pk=row)
    own = canonical.entry_hash(
        entry.chain.kind, entry.chain.key, entry.number, entry.at, entry.act, entry.name, entry.person, entry.post,
        entry.role, entry.unit, entry.deputy, entry.before_text, entry.after_text, entry.reason, entry.previous,
    )  # fmt: skip
    sql("UPDATE journal_entry SET hash = %s WHERE id = %s", own, row)


COLUMNS = "at, act, name, person, post, role, unit, deputy, before, after, reason"


def copy(row: int, *, number: int, previous: str) -> None:
    """Put a row of one's own, with a sound hash, into the chain of another one."""
    sql(
        f"INSERT INTO journal_entry (chain_id, number, {COLUMNS}, previous, hash) "
        f"SELECT chain_id, %s, {COLUMNS}, %s, 'x' FROM journal_entry WHERE id = %s",
        number,
        previous,
        row,
    )
    rehash(Entry.objects.latest("pk").pk)


def test_an_empty_journal_is_whole() -> None:
    report = verify()
    assert (report.sound, report.chains, report.entries) == (True, 0, 0)


def test_what_was_recorded_is_whole() -> None:
    write(ROAD, "一", "二", "三")
    write_many(SCHOOL, ROAD)
    report = verify()
    assert (report.sound, report.chains, report.entries) == (True, 2, 5)


def test_an_altered_entry_is_named() -> None:
    write(ROAD, "一", "二", "三")
    sql("UPDATE journal_entry SET reason = 'x' WHERE number = 2")
    assert named() == ("altered", "12", 2)


def test_an_altered_entry_with_a_fitting_hash_is_named() -> None:
    entries = write(ROAD, "一", "二", "三")
    sql("UPDATE journal_entry SET reason = 'x' WHERE number = 2")
    rehash(entries[1].pk)
    assert named() == ("altered", "12", 2)


def test_the_last_entry_altered_with_a_fitting_hash_is_named() -> None:
    entries = write(ROAD, "一", "二", "三")
    sql("UPDATE journal_entry SET reason = 'x' WHERE number = 3")
    rehash(entries[2].pk)
    assert named() == ("head", "12", 3)


def test_a_deleted_entry_is_named() -> None:
    write(ROAD, "一", "二", "三")
    sql("DELETE FROM journal_entry WHERE number = 2")
    assert named() == ("deleted", "12", 2)


def test_the_first_entries_deleted_are_named() -> None:
    write(ROAD, "一", "二", "三")
    sql("DELETE FROM journal_entry WHERE number <= 2")
    assert named() == ("deleted", "12", 1)
    assert "entries 1 to 2" in faults()[0].words


def test_the_last_entry_deleted_is_named() -> None:
    write(ROAD, "一", "二", "三")
    sql("DELETE FROM journal_entry WHERE number = 3")
    assert named() == ("deleted", "12", 3)


def test_a_deleted_entry_is_named_though_the_others_were_numbered_anew() -> None:
    write(ROAD, "一", "二", "三", "四")
    sql("DELETE FROM journal_entry WHERE number = 2")
    for number in (3, 4):
        sql("UPDATE journal_entry SET number = number - 1 WHERE number = %s", number)
    assert named() == ("deleted", "12", 2)


def test_an_entry_behind_the_last_one_is_named() -> None:
    entries = write(ROAD, "一", "二")
    copy(entries[0].pk, number=3, previous=entries[1].hash)
    assert named() == ("inserted", "12", 3)


def test_an_entry_between_two_others_is_named() -> None:
    entries = write(ROAD, "一", "二", "三")
    for number in (3, 2):
        sql("UPDATE journal_entry SET number = number + 1 WHERE number = %s", number)
    copy(entries[0].pk, number=2, previous=entries[0].hash)
    assert named() == ("inserted", "12", 2)


def test_one_number_twice_is_named() -> None:
    entries = write(ROAD, "一", "二")
    guards.take_down(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE journal_entry DROP CONSTRAINT journal_one_entry_a_number")
        else:  # a table without its constraints in the place of the table
            cursor.execute("CREATE TABLE free AS SELECT * FROM journal_entry")
            cursor.execute("DROP TABLE journal_entry")
            cursor.execute("ALTER TABLE free RENAME TO journal_entry")
        cursor.execute(
            f"INSERT INTO journal_entry (id, chain_id, number, {COLUMNS}, previous, hash) "
            f"SELECT 99, chain_id, number, {COLUMNS}, previous, hash FROM journal_entry WHERE id = %s",
            [entries[1].pk],
        )
    assert named() == ("forked", "12", 2)


def test_a_chain_with_a_wrong_head_is_named() -> None:
    write(ROAD, "一")
    write(SCHOOL, "二")
    sql("UPDATE journal_chain SET head = %s WHERE key = '13'", "0" * 64)
    assert named() == ("head", "13", 1)


def test_an_emptied_chain_is_named() -> None:
    write(ROAD, "一", "二")
    sql("DELETE FROM journal_entry")
    sql("UPDATE journal_chain SET length = 0, head = ''")
    assert named() == ("deleted", "12", 1)


def test_a_chain_given_to_another_subject_is_named() -> None:
    write(ROAD, "一", "二")
    sql("UPDATE journal_chain SET key = '99'")
    assert named() == ("altered", "99", 1)


@pytest.mark.django_db(transaction=True)
def test_entries_whose_chain_is_gone_are_found() -> None:
    write(ROAD, "一")
    off, on = (
        ("SET session_replication_role = replica", "SET session_replication_role = origin")
        if connection.vendor == "postgresql"
        else ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
    )
    with connection.cursor() as cursor:
        cursor.execute(off)
        sql("DELETE FROM journal_chain")
        cursor.execute(on)
    assert [fault.wrong for fault in faults()] == [Wrong.ORPHAN]


def test_every_faulty_chain_is_reported_once_in_the_order_they_began() -> None:
    write(SCHOOL, "一", "二")
    write(ROAD, "一", "二", "三")
    write(Reference("case", "5"), "一")
    sql("UPDATE journal_entry SET reason = 'x'")
    sql("DELETE FROM journal_entry WHERE number = 3")
    report = verify()
    assert report.faults == 3
    assert [fault.about for fault in report.found] == [SCHOOL, ROAD, Reference("case", "5")]
    assert report.first == report.found[0]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL holds its columns to their types")
@pytest.mark.parametrize(
    ("field", "value"),
    [("at", "soon"), ("at", "2026-03-02 01:30:00.000250+08:00"), ("number", "x"), ("reason", b"x")],
)
def test_values_of_another_type_are_named(field: str, value: object) -> None:
    write(ROAD, "一")
    sql("PRAGMA ignore_check_constraints = ON")
    sql(f"UPDATE journal_entry SET {field} = %s", value)
    sql("PRAGMA ignore_check_constraints = OFF")
    assert named() == ("altered", "12", 1)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
steps = st.lists(st.tuples(st.integers(0, 2), texts, texts), min_size=1, max_size=10)


def play(story: list[tuple[int, str, str]]) -> list[tuple[Reference, int]]:
    """Record a story; gives subject and number of each entry."""
    from django.db import transaction

    from taizhang.journal.actions import record
    from taizhang.journal.tests.made import NOW

    done = []
    for subject, note, reason in story:
        about = Reference("task", str(subject))
        with transaction.atomic():
            by = WANG if subject else LI
            entry = record(about, "journal.noted", by, now=NOW, after={"note": note, note: 1}, reason=reason)
        done.append((about, entry.number))
    return done


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=steps)
def test_whatever_is_recorded_is_whole(story: list[tuple[int, str, str]]) -> None:
    with undone():
        play(story)
        report = verify()
        assert (report.sound, report.entries) == (True, len(story))


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=steps, data=st.data())
def test_whichever_field_is_altered_the_entry_is_named(
    field: str, story: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    with undone():
        about, number = data.draw(st.sampled_from(play(story)))
        row = Entry.objects.get(chain__kind=about.kind, chain__key=about.id, number=number)
        value = FIELDS[field]
        if field == "deputy":
            value = not row.deputy
        if field == "chain_id":
            value = Chain.objects.create(kind="task", key="stolen", length=number, head=row.hash).pk
        sql(f"UPDATE journal_entry SET {field} = %s WHERE id = %s", value, row.pk)
        assert (about, number) in [(fault.about, fault.number) for fault in faults()]
