"""Jobs: nothing is lost, nothing is done twice, what fails is tried again and in the end given up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from taizhang.toolkit import jobs
from taizhang.toolkit.models import Job

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
done: list[str] = []


@pytest.fixture(autouse=True)
def handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of jobs: one that notes its subject, one that fails."""

    def fails(subject: str, now: datetime) -> None:
        raise ValueError(f"no {subject}")

    done.clear()
    monkeypatch.setattr(jobs, "_handlers", {"note": lambda subject, now: done.append(subject), "fail": fails})
    monkeypatch.setattr(jobs, "_repeated", {})


@pytest.mark.django_db
def test_a_job_is_done_when_it_is_due_and_only_once() -> None:
    jobs.ask("note", "a", due=NOW)
    assert not jobs.run_due(NOW - timedelta(seconds=1))
    assert jobs.run_due(NOW)
    assert not jobs.run_due(NOW)
    assert done == ["a"]


@pytest.mark.django_db
def test_an_open_job_is_not_asked_for_twice_and_an_ended_one_is() -> None:
    jobs.ask("note", "a", due=NOW)
    jobs.ask("note", "a", due=NOW)
    assert jobs.run_due(NOW)
    assert not jobs.run_due(NOW)
    jobs.ask("note", "a", due=NOW)
    assert jobs.run_due(NOW)
    assert done == ["a", "a"]


@pytest.mark.django_db
def test_a_job_of_a_transaction_that_failed_was_never_asked_for() -> None:
    with transaction.atomic():
        jobs.ask("note", "a", due=NOW)
        transaction.set_rollback(True)
    assert not jobs.run_due(NOW)


@pytest.mark.django_db
def test_what_fails_is_tried_again_later_and_later_and_given_up_with_its_reason() -> None:
    jobs.ask("fail", "a", due=NOW)
    moment = NOW
    for attempt in range(jobs.ATTEMPTS):
        assert jobs.run_due(moment)
        assert not jobs.run_due(moment), "it must wait before the next attempt"
        moment += jobs.WAIT * 2**attempt
    job = Job.objects.get()
    assert job.ended is not None
    assert "ValueError: no a" in job.problem
    assert not jobs.run_due(moment + timedelta(days=1))


@pytest.mark.django_db
def test_the_job_of_a_worker_that_died_is_taken_over_after_its_lease() -> None:
    jobs.ask("note", "a", due=NOW)
    Job.objects.update(claimed_until=NOW + jobs.LEASE)
    assert not jobs.run_due(NOW)
    assert jobs.run_due(NOW + jobs.LEASE + timedelta(seconds=1))
    assert done == ["a"]


@pytest.mark.django_db
def test_a_job_that_takes_its_worker_with_it_each_time_is_given_up() -> None:
    jobs.ask("note", "a", due=NOW)
    Job.objects.update(claimed_until=NOW, attempts=jobs.ATTEMPTS)
    assert not jobs.run_due(NOW + jobs.LEASE)
    assert Job.objects.get().problem == "each worker that took it died"
    assert done == []


@pytest.mark.django_db
def test_a_repeated_job_asks_for_its_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_repeated", {"note": timedelta(hours=1)})
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert jobs.run_due(now)
    assert not jobs.run_due(now)
    assert jobs.run_due(now + timedelta(hours=1))
    assert done == ["", ""]


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_work_and_do_none_of_it_twice() -> None:
    for number in range(40):
        jobs.ask("note", str(number), due=NOW)

    def worker() -> None:
        while jobs.run_due(NOW):
            pass
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(worker) for _ in range(4)]:
            future.result()
    assert sorted(done, key=int) == [str(number) for number in range(40)]
