"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One idea about what makes a name.

    `system` and `project` are points: natural logarithms of odds, for the name of a system and for that of a project
    against no name. They were measured by logistic regression on thirteen annotated reports of different places and
    rounded; a rule that another place's reports speak against is changed here and nowhere else.
    """

    id: str
    says: str
    system: float
    project: float
    examples: tuple[str, ...]  # sentences in which the rule speaks on a member
    not_this: tuple[str, ...]  # sentences in which it speaks on none


def rule(id: str, says: str, points: tuple[float, float], *, yes: str, no: str) -> Rule:
    """A rule; the texts of `yes` and `no` stand one a line, ¶ for a line's end within one."""
    lines = (tuple(line.replace("¶", "\n") for line in text.splitlines()) for text in (yes, no))
    return Rule(id, says, *points, *lines)
