"""What the finder of names gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameType = Literal["project", "system"]
Stage = Literal["签约", "开工", "在建", "竣工", "投产", "达产", "规划", "完成"]


@dataclass(frozen=True, slots=True)
class NameDraft:
    """A named project or system at its first mention. Offsets are into the clean text."""

    start: int
    end: int
    name: str  # with what its list shares: 杨寿 of "杨寿、方巷敬老院改造" is 杨寿敬老院改造
    type: NameType
    stage: Stage | None  # of projects, where the clause says it
    confidence: float  # 0 to 1
    rules: tuple[str, ...]  # ids of the rules that spoke, for or against
