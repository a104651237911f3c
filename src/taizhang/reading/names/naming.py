"""What a member is called in full, and how later mentions of it are known."""

from __future__ import annotations

import re

from taizhang.reading.names.members import Member
from taizhang.reading.names.quotes import INNER

DRESS = re.compile("[“”‘’《》（）的]")
CLOSING = re.compile("(?:建设项目|项目建设|工程建设|项目|工程|建设|工作)$")


def full_name(form: str, member: Member, last: Member | None) -> str:
    """The name with what its list shares; `last` is the list's last member."""
    raw = form[member.start : member.end]
    if not member.joined or raw.endswith(member.joined):
        return raw
    if member.etc or last is None or last is member:
        return raw + member.joined
    other = form[last.start : last.end]
    if len(raw) <= 4 and len(other) > len(raw) + len(member.joined):
        return raw + other[len(raw) :]
    return raw + member.joined


def key(name: str) -> str:
    """What stays the same when a name is mentioned again: no marks, no 项目 or 工程 at its end."""
    bare = DRESS.sub("", name)
    return CLOSING.sub("", bare) or bare


class Mentions:
    """What has been named so far. Costs the same however much it holds."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._runs: set[str] = set()  # the runs of three characters in all names

    def add(self, raw: str, name: str) -> bool:
        """Takes a name in; False where it, or a longer name that holds it, was named before."""
        keys = {key(raw), key(name)}
        if quoted := INNER.search(raw):
            keys.add(key(quoted[1]))
        keys = {one for one in keys if len(one) > 1}
        bare = key(raw)
        runs = {bare[at : at + 3] for at in range(len(bare) - 2)}
        if self._keys & keys or (len(bare) > 3 and runs <= self._runs):
            return False
        self._keys |= keys
        full = key(name)
        self._runs |= runs | {full[at : at + 3] for at in range(len(full) - 2)}
        return True
