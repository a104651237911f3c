"""Recording: in the transaction of the act or not at all, in one chain a subject, in few queries."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from taizhang.journal.actions import OutsideTransaction, UnknownAct, record, record_all
from taizhang.journal.models import Chain, Entry
from taizhang.journal.tests.made import LI, NOW, ROAD, SCHOOL, WANG, write, write_many
from taizhang.journal.types import Draft
from taizhang.journal.verify import verify
from taizhang.ledger.types import Kind, Reference


@pytest.mark.django_db
def test_an_entry_says_who_when_what_before_and_after() -> None:
    with transaction.atomic():
        record(ROAD, "journal.corrected", WANG, now=NOW, before={"note": "三家"}, after={"note": "四家"}, reason="误记")
    entry = Entry.objects.select_related("chain").get()
    assert (entry.chain.about, entry.number, entry.act, entry.at) == (ROAD, 1, "journal.corrected", NOW)
    assert (entry.name, entry.person, entry.post, entry.role) == ("王立", 8, "发改局局长", "head")
    assert (entry.unit, entry.deputy, entry.reason) == (4, True, "误记")
    assert (entry.before, entry.after) == ({"note": "三家"}, {"note": "四家"})


@pytest.mark.django_db
def test_entries_of_one_subject_follow_on_each_other() -> None:
    entries = [*write(ROAD, "一", "二"), *write(SCHOOL, "三"), *write(ROAD, "四")]
    assert [e.number for e in entries] == [1, 2, 1, 3]
    assert [e.previous for e in entries] == ["", entries[0].hash, "", entries[1].hash]
    assert Chain.objects.get(key=ROAD.id).head == entries[3].hash


@pytest.mark.django_db
def test_outside_of_the_acts_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransaction):
        record(ROAD, "journal.noted", LI, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_without_any_transaction_nothing_is_recorded_either() -> None:
    with pytest.raises(OutsideTransaction):
        record(ROAD, "journal.noted", LI, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry_and_no_gap() -> None:
    write(ROAD, "一")

    def act() -> None:
        with transaction.atomic():
            record(ROAD, "journal.noted", LI, now=NOW)
            record(SCHOOL, "journal.noted", LI, now=NOW)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        act()
    write(ROAD, "二")
    assert list(Entry.objects.order_by("pk").values_list("chain__key", "number")) == [("12", 1), ("12", 2)]
    assert verify().sound


@pytest.mark.django_db
def test_an_act_that_no_file_defines_is_refused() -> None:
    with pytest.raises(UnknownAct, match=r"tasks\.eaten"), transaction.atomic():
        record(ROAD, "tasks.eaten", LI, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [object(), b"bytes", float("nan"), datetime(2026, 3, 2)])
def test_a_value_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record(ROAD, "journal.noted", LI, now=NOW, after={"note": value})
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), transaction.atomic():
        record(ROAD, "journal.noted", LI, now=datetime(2026, 3, 2))


@pytest.mark.django_db
def test_values_of_the_trade_have_a_canonical_form() -> None:
    after = {"b": Decimal("6.50"), "a": date(2026, 3, 2), "c": Kind.GROWTH, "d": ROAD, "e": [1, None, True], "f": NOW}
    with transaction.atomic():
        entry = record(ROAD, "journal.noted", LI, now=NOW, after=after)
    assert entry.after_text == (
        '{"a":"2026-03-02","b":"6.50","c":"growth","d":"task/12","e":[1,null,true],"f":"2026-03-02T01:30:00.000250Z"}'
    )


@pytest.mark.django_db
def test_moments_are_recorded_whatever_zone_they_came_in() -> None:
    local = datetime.fromisoformat("2026-03-02T09:30:00.000250+08:00")
    with transaction.atomic():
        here, there = (record(subject, "journal.noted", LI, now=now) for subject, now in ((ROAD, local), (SCHOOL, NOW)))
    assert here.at == there.at == datetime(2026, 3, 2, 1, 30, 0, 250, tzinfo=UTC)
    assert verify().sound


@pytest.mark.django_db
def test_one_act_takes_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    write(ROAD, "一")
    with transaction.atomic(), django_assert_num_queries(3):
        record(ROAD, "journal.noted", LI, now=NOW)
    with transaction.atomic(), django_assert_num_queries(5):
        record(SCHOOL, "journal.noted", LI, now=NOW)


@pytest.mark.django_db
def test_many_acts_of_one_transaction_keep_their_order() -> None:
    entries = write_many(ROAD, SCHOOL, ROAD, ROAD)
    assert [(e.chain.key, e.number) for e in entries] == [("12", 1), ("13", 1), ("12", 2), ("12", 3)]
    assert verify().sound


@pytest.mark.django_db
def test_no_acts_are_no_entries() -> None:
    with transaction.atomic():
        assert record_all([], LI, now=NOW) == []


@pytest.mark.django_db
@pytest.mark.parametrize("subjects", [1, 1000])
def test_a_thousand_acts_in_one_transaction_take_less_than_a_second(subjects: int) -> None:
    drafts = [Draft(Reference("case", str(n % subjects)), "journal.noted", None, {"note": "催办"}) for n in range(1000)]
    began = time.process_time()
    with transaction.atomic():
        entries = record_all(drafts, LI, now=NOW)
    assert time.process_time() - began < 1
    assert (len(entries), Chain.objects.count()) == (1000, subjects)
    assert verify().sound


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET reason = 'x'",
        "DELETE FROM journal_entry",
        "UPDATE journal_chain SET kind = 'x'",
        "DELETE FROM journal_chain",
    ],
)
def test_the_database_itself_refuses_changes(statement: str) -> None:
    write(ROAD, "一")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_whoever_empties_the_whole_database_empties_the_journal_and_its_guards_come_back() -> None:
    from django.core.management import call_command

    write(ROAD, "一")
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    write(ROAD, "一")
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.all().delete()
