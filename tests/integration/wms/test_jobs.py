"""Timed jobs, document numbers and policies."""

import threading
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from tests.builders import NOW, world
from wms import codes
from wms.db import Database
from wms.errors import NotFound, Refused
from wms.facts import jobs
from wms.masterdata import numbers, policies
from wms.tables.facts import Job

CUT_OFF_AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
"""14:00 in Changsha."""


def due(db: Database, now: datetime) -> list[str]:
    return db.write(lambda tx: jobs.due(tx, now, {jobs.CUT_OFF}))


def test_the_cut_off_is_due_at_two_in_the_afternoon_of_the_business(db: Database) -> None:
    assert due(db, NOW) == []
    assert due(db, CUT_OFF_AT - timedelta(seconds=1)) == []
    assert due(db, CUT_OFF_AT) == ["cut_off"]
    assert due(db, CUT_OFF_AT) == []


def test_a_finished_daily_job_is_due_again_the_next_day(db: Database) -> None:
    due(db, NOW)
    due(db, CUT_OFF_AT)
    later = CUT_OFF_AT + timedelta(seconds=20)
    db.write(lambda tx: jobs.finished(tx, jobs.CUT_OFF, later))

    assert due(db, CUT_OFF_AT + timedelta(hours=23)) == []
    assert due(db, CUT_OFF_AT + timedelta(days=1)) == ["cut_off"]


def test_a_job_missed_while_the_product_was_down_is_due_at_once(db: Database) -> None:
    due(db, NOW)
    assert due(db, CUT_OFF_AT + timedelta(hours=3)) == ["cut_off"]


def test_a_job_whose_worker_died_or_failed_comes_back(db: Database) -> None:
    due(db, NOW)
    due(db, CUT_OFF_AT)
    assert due(db, CUT_OFF_AT + jobs.LEASE) == ["cut_off"]

    later = CUT_OFF_AT + jobs.LEASE
    db.write(lambda tx: jobs.finished(tx, jobs.CUT_OFF, later, error="no disk" * 200))

    job = db.read(lambda tx: tx.find(Job, jobs.CUT_OFF))
    assert (job.error or "").startswith("no disk")
    assert job.last_at is None
    assert due(db, later + jobs.RETRY) == ["cut_off"]


def test_the_policy_moves_the_cut_off(db: Database) -> None:
    db.write(lambda tx: policies.set(tx, "cut_off", "13:30", valid_from=NOW, by=None))
    due(db, NOW)
    assert due(db, CUT_OFF_AT - timedelta(minutes=30)) == ["cut_off"]


def test_a_repeating_job_is_due_so_long_after_it_finished(db: Database) -> None:
    def names(seconds: int) -> list[str]:
        now = NOW + timedelta(seconds=seconds)
        return db.write(lambda tx: jobs.due(tx, now, {jobs.SILENCE}))

    assert names(0) == []
    assert names(60) == ["silence"]
    db.write(lambda tx: jobs.finished(tx, jobs.SILENCE, NOW + timedelta(seconds=70)))
    assert names(129) == []
    assert names(130) == ["silence"]


def test_every_job_there_is_can_be_asked_for(db: Database) -> None:
    db.write(lambda tx: jobs.due(tx, NOW))
    found = db.write(lambda tx: jobs.due(tx, NOW + timedelta(days=2)))
    assert found == sorted(jobs.SCHEDULES)


def test_nobody_finishes_a_job_nobody_began(db: Database) -> None:
    with pytest.raises(NotFound):
        db.write(lambda tx: jobs.finished(tx, jobs.CUT_OFF, NOW))


def test_only_one_of_many_workers_gets_a_job(db: Database) -> None:
    due(db, NOW)
    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.extend(due(db, CUT_OFF_AT))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["cut_off"]


# Numbers


def test_numbers_count_up_by_series_and_day_without_gaps(db: Database) -> None:
    day, next_day = date(2026, 11, 21), date(2026, 11, 22)

    def take(series: str, on: date) -> str:
        return db.write(lambda tx: numbers.next(tx, series, on))

    assert [take("SO", day), take("SO", day)] == ["SO-20261121-0001", "SO-20261121-0002"]
    assert take("WV", day) == "WV-20261121-0001"
    assert take("SO", next_day) == "SO-20261122-0001"

    def refused(tx: object) -> None:
        numbers.next(tx, "SO", day)  # type: ignore[arg-type]
        raise Refused(codes.Stock.SHORT)

    with pytest.raises(Refused):
        db.write(refused)
    assert take("SO", day) == "SO-20261121-0003"


def test_many_at_once_get_different_numbers(db: Database) -> None:
    got: list[str] = []

    def take() -> None:
        got.append(db.write(lambda tx: numbers.next(tx, "SO", NOW.date())))

    threads = [threading.Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [f"SO-20261121-{n:04d}" for n in range(1, 21)]


# Policies


def test_a_policy_is_its_default_until_another_value_begins(db: Database) -> None:
    w = world(db)
    later = NOW + timedelta(days=1)
    db.write(lambda tx: policies.set(tx, "cut_off", "13:00", valid_from=later, by=w.approver))

    assert db.read(lambda tx: policies.get(tx, "cut_off", NOW)) == "14:00"
    assert db.read(lambda tx: policies.get(tx, "cut_off", later)) == "13:00"


def test_of_several_values_the_newest_that_has_begun_is_in_force(db: Database) -> None:
    for days, value in ((-2, "13:00"), (2, "10:00"), (-1, "12:00")):
        begins = NOW + timedelta(days=days)
        db.write(partial(policies.set, key="cut_off", value=value, valid_from=begins, by=None))
    assert db.read(lambda tx: policies.get(tx, "cut_off", NOW)) == "12:00"
    assert db.read(lambda tx: policies.get(tx, "cut_off", NOW - timedelta(days=1.5))) == "13:00"
    assert db.read(lambda tx: policies.get(tx, "cut_off", NOW + timedelta(days=2))) == "10:00"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("colour", "red", "policy.unknown"),
        ("cut_off", 14, "policy.wrong_type"),
        ("cut_off", "25:99", "policy.wrong_value"),
        ("time_zone", "Mars/Olympus", "policy.wrong_value"),
        ("time_zone", "../../etc/passwd", "policy.wrong_value"),
        ("gs1_company_prefix", "14:00", "policy.wrong_value"),
        ("express_minutes", -1, "policy.wrong_value"),
        ("ready_minutes", 100_000, "policy.wrong_value"),
        ("vehicle_trips", 0, "policy.wrong_value"),
        ("life_hours_min", 100_000, "policy.wrong_value"),
        ("standard_from", "23:00", "policy.out_of_order"),
        ("express_until", "06:00", "policy.out_of_order"),
        ("express_minutes", True, "policy.wrong_type"),
        ("quota_g", {"community": "much"}, "policy.wrong_value"),
        ("quota_g", {"community": float("nan")}, "policy.wrong_value"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    sqlite_db: Database, key: str, value: object, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        sqlite_db.write(lambda tx: policies.set(tx, key, value, valid_from=NOW, by=None))
    assert refusal.value.code == code


def test_every_policy_may_be_set_to_what_it_is(sqlite_db: Database) -> None:
    for key, value in policies.DEFAULTS.items():
        sqlite_db.write(partial(policies.set, key=key, value=value, valid_from=NOW, by=None))
        assert sqlite_db.read(partial(policies.get, key=key, now=NOW)) == value


def test_the_day_of_the_business_begins_at_its_own_midnight(db: Database) -> None:
    before, after = (
        datetime(2026, 11, 21, 15, 59, tzinfo=UTC),
        datetime(2026, 11, 21, 16, 0, tzinfo=UTC),
    )
    assert db.read(lambda tx: policies.business_day(tx, before)) == date(2026, 11, 21)
    assert db.read(lambda tx: policies.business_day(tx, after)) == date(2026, 11, 22)
