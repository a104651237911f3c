"""What a member is called in full, and how later mentions of it are known."""

from __future__ import annotations

import re

from taizhang.reading.names.endings import Endings
from taizhang.reading.names.heads import is_system
from taizhang.reading.names.members import Member
from taizhang.reading.names.quotes import INNER

DRESS = re.compile("[“”‘’《》（）的]")
CLOSING = Endings(("建设项目", "项目建设", "工程建设", "项目", "工程", "建设", "工作"))


def full_name(form: str, member: Member, last: Member | None) -> str:
    """The name with what its list shares; `last` is the list's last member."""
    raw = form[member.start : member.end]
    if not member.joined or raw.endswith(member.joined) or (member.head and not is_system(member.shared)):
        return raw
    if member.etc >= 0 or last is None or last is member:
        return raw + member.joined
    other = form[last.start : last.end]
    if len(raw) <= 4 and len(other) > len(raw) + len(member.joined):
        return raw + other[len(raw) :]
    return raw + member.joined


def bare(name: str) -> str:
    """`name` without quotation marks, brackets and 的."""
    return DRESS.sub("", name)


def key(name: str) -> str:
    """What stays the same when a name is mentioned again: no marks, no 项目 or 工程 at its end."""
    plain = bare(name)
    return plain.removesuffix(CLOSING.longest(plain, 0, len(plain))) or plain


class Mentions:
    """What has been named so far. Costs the same however much it holds."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._runs: set[str] = set()  # the runs of three characters in all names

    def add(self, raw: str, name: str) -> bool:
        """Takes a name in; False where it, or a longer name that holds it, was named before."""
        short = key(raw)
        full = short if name == raw else key(name)
        keys = {short, full}
        if ("“" in raw or "《" in raw) and (quoted := INNER.search(raw)):
            keys.add(key(quoted[1]))
        if not self._keys.isdisjoint(keys):
            return False
        runs = _runs(short)
        if len(short) > 3 and runs <= self._runs:
            return False
        self._keys.update(one for one in keys if len(one) > 1)
        self._runs |= runs
        if full != short:
            self._runs |= _runs(full)
        return True


def _runs(text: str) -> set[str]:
    """The runs of three characters in `text`."""
    return {text[at : at + 3] for at in range(len(text) - 2)}
