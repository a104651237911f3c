"""The rules that make a name (规则): one idea each, with the points it gives and sentences that show it."""

from taizhang.reading.names.rules.heads import HEADS
from taizhang.reading.names.rules.lists import LISTS
from taizhang.reading.names.rules.quotes import QUOTES
from taizhang.reading.names.rules.shape import SHAPE
from taizhang.reading.names.rules.types import Rule
from taizhang.reading.names.rules.verbs import VERBS

RULES: tuple[Rule, ...] = (*HEADS, *LISTS, *VERBS, *QUOTES, *SHAPE)
POINTS: dict[str, tuple[float, float]] = {rule.id: (rule.system, rule.project) for rule in RULES}
START = (-1.8, -2.6)  # points of a system and of a project before any rule speaks

__all__ = ["POINTS", "RULES", "START", "Rule"]
