"""Suggested owners: by duty, and by last year's work."""

from __future__ import annotations

import pytest

from taizhang.tasks.definition import DutyExample, duties
from taizhang.tasks.owners import Owners, called
from taizhang.tasks.types import Past

UNITS = {at: department.names[0] for at, department in enumerate(duties().departments)}
CODES = {at: department.code for at, department in enumerate(duties().departments)}


@pytest.mark.parametrize("example", duties().examples, ids=lambda example: example.text)
def test_the_examples_of_the_list_of_duties(example: DutyExample) -> None:
    found = Owners(duties(), UNITS).suggest(example.text)
    assert found
    assert CODES[found[0].unit] == example.first, found


def test_last_years_owner_comes_before_the_list_of_duties() -> None:
    owners = Owners(
        duties(), {1: "江临县交通运输局", 2: "江临县城东街道"}, [Past("新建改建农村公路42公里", 2, "2025-007")]
    )
    found = owners.suggest("新建改建农村公路50公里")
    assert (found[0].unit, found[0].because) == (2, "last")
    assert found[0].words == "2025-007 新建改建农村公路42公里"
    assert found[1].unit == 1


def test_other_work_of_last_year_suggests_nobody() -> None:
    assert not Owners(duties(), {2: "城东街道"}, [Past("改造老旧小区18个", 2, "2025-001")]).suggest(
        "新建农村公路50公里"
    )


def test_a_department_is_known_with_and_without_the_countys_name() -> None:
    transport = next(d for d in duties().departments if d.code == "transport")
    assert called(transport, "江临县交通运输局")
    assert called(transport, "交通局")
    assert not called(transport, "江临县住房和城乡建设局")


def test_a_text_without_a_known_word_has_no_suggestion() -> None:
    assert Owners(duties(), UNITS).suggest("坚持稳中求进。") == ()
