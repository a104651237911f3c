"""Each step does what its examples say, leaves its counter-examples alone, and survives hostile text."""

from __future__ import annotations

import random
import sys
import time

import pytest

from taizhang.reading.repair import repair
from taizhang.reading.repair.steps import STEPS

MODULES = {name: sys.modules[step.__module__] for name, step in STEPS.items()}
EXAMPLES = [(name, raw, clean) for name, module in MODULES.items() for raw, clean in module.EXAMPLES.items()]
COUNTER_EXAMPLES = [(name, text) for name, module in MODULES.items() for text in module.NOT_THIS]


@pytest.mark.parametrize(("name", "raw", "clean"), EXAMPLES)
def test_a_step_repairs_its_examples(name: str, raw: str, clean: str) -> None:
    edited = STEPS[name](raw)
    assert edited is not None
    assert edited.text == clean


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_a_step_leaves_its_counter_examples_alone(name: str, text: str) -> None:
    assert STEPS[name](text) is None


def test_a_clean_text_passes_untouched() -> None:
    text = "荻川县2024年政府工作报告\n县长 陆知远\n各位代表：\n　　预计地区生产总值增长6.3%（现价），“双月赛”机制运行[1]。\n"
    repaired = repair(text)
    assert repaired.text == text
    assert (repaired.steps, repaired.damaged, repaired.map.steps) == ((), (), ())


def test_no_text_is_a_text() -> None:
    assert repair("").text == ""


HOSTILE = (
    "?", "?。", "?！？", "(xiàn)", "現(xiàn)", "想(xiang)", "(", "&amp;", "&#", "\\n", "Ö", "å¸", "[UNK]", "[", "□", "— 1 —", "—\n",
    "第1页", " ", "中 国，", "111 ", "1 000元", "5 . ", "\n", "一\n", "，\n", "二0", "二\ufffd", "０．", "國(guó)", "?1", "?/span>",
    "執(zhí)?zhí)", "執(zhí)，江?。?", "1、" + "中" * 28 + "\n", "Ö" + " " * 50, "1\n", "“?。",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_hostile_run_is_dealt_with_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    repair(text)
    assert time.process_time() - start < 30  # a quadratic step would take hours


def test_a_random_mixture_of_all_damage_is_dealt_with() -> None:
    rng = random.Random(7)
    repair("".join(rng.choice((*HOSTILE, "代表", "增长5%")) for _ in range(20_000)))
