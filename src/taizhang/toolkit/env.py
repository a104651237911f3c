"""Settings from the environment, each through a function that says what is wrong with a value."""

from __future__ import annotations

import os

PREFIX = "TAIZHANG_"


class SettingError(ValueError):
    """A setting that cannot be; the message names it and says what to write instead."""


def text(name: str, default: str = "") -> str:
    """A string, spaces at its ends dropped."""
    return os.environ.get(PREFIX + name, default).strip()


def lines(name: str) -> tuple[str, ...]:
    """One string a line, empty lines dropped."""
    return tuple(line for line in os.environ.get(PREFIX + name, "").split("\n") if line)


def words(name: str, default: str = "") -> tuple[str, ...]:
    """Strings parted by commas."""
    return tuple(word for part in text(name, default).split(",") if (word := part.strip()))


def flag(name: str) -> bool:
    """ "yes" or "no"; no where it is not set."""
    value = text(name, "no").lower()
    if value not in ("yes", "no"):
        raise SettingError(f"{PREFIX}{name} is {value!r}: write yes or no")
    return value == "yes"


def whole(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    value = text(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        raise SettingError(f"{PREFIX}{name} is {value!r}: write a whole number from {low} to {high}")
    return int(value)


def refuse_unknown(known: tuple[str, ...]) -> None:
    """Raise SettingError for a variable with our prefix that is not a setting, as a slip of the pen would leave it."""
    unknown = sorted(n for n in os.environ if n.startswith(PREFIX) and n.removeprefix(PREFIX) not in known)
    if unknown:
        there = ", ".join(PREFIX + name for name in known)
        raise SettingError(f"{', '.join(unknown)} is no setting of Taizhang; there are {there}")
