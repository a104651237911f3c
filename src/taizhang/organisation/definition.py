"""The typed shape of ``definitions/base/access.yaml`` and ``access/*.yaml``, and the decision itself, pure."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from taizhang.rulebook.errors import DefinitionError
from taizhang.rulebook.indicators import Source
from taizhang.rulebook.load import Definition, load, load_folder, root


class Reach(StrEnum):
    """How far a role reaches with an act."""

    ALL = "all"
    TREE = "tree"
    OWN = "own"


class Answer(StrEnum):
    """Yes or no, as people write it."""

    YES = "yes"
    NO = "no"


class Place(StrEnum):
    """Where a matter's unit lies, seen from the unit of the post."""

    OWN = "own"
    BELOW = "below"
    ELSEWHERE = "elsewhere"


class Level(Definition, frozen=True):
    """A level of secrecy (密级)."""

    id: str
    name: str


class RoleRow(Definition, frozen=True):
    """A role (角色) and the levels of secrecy it may see."""

    id: str
    name: str
    sees: tuple[str, ...]


class ActRow(Definition, frozen=True):
    """An act, and how far each role reaches with it; a role that is not named may not."""

    act: str
    name: str
    reach: dict[str, Reach]
    deputy: Answer = Answer.YES  # whether who stands in for a holder may


class AccessExample(Definition, frozen=True):
    """A question, and the answer that must follow."""

    role: str
    act: str
    at: Place
    expect: Answer
    secrecy: str = "open"
    deputy: Answer = Answer.NO


class AccessFile(Definition, frozen=True):
    """``access.yaml``."""

    id: str
    name: str
    source: Source
    secrecy: tuple[Level, ...]
    roles: tuple[RoleRow, ...]
    acts: tuple[ActRow, ...]
    examples: tuple[AccessExample, ...]


class MoreActs(Definition, frozen=True):
    """``access/PACKAGE.yaml``: the acts of one package."""

    id: str
    name: str
    source: Source
    acts: tuple[ActRow, ...]
    examples: tuple[AccessExample, ...]


class Access(msgspec.Struct, frozen=True):
    """All roles and acts in force (角色与权限)."""

    levels: dict[str, Level]
    roles: dict[str, RoleRow]
    acts: dict[str, ActRow]
    examples: tuple[AccessExample, ...]

    def reach(self, role: str, act: str, *, deputy: bool = False, secrecy: str = "open") -> Reach | None:
        """How far `role` reaches with `act` on what has this secrecy; None for not at all. KeyError for an unknown act."""
        row = self.acts[act]
        if secrecy not in self.levels:
            raise KeyError(secrecy)
        known = self.roles.get(role)
        if known is None or secrecy not in known.sees or (deputy and row.deputy is Answer.NO):
            return None
        return row.reach.get(role)


def covers(reach: Reach | None, at: Place) -> bool:
    """Whether a reach covers a place."""
    match reach:
        case Reach.ALL:
            return True
        case Reach.TREE:
            return at is not Place.ELSEWHERE
        case Reach.OWN:
            return at is Place.OWN
    return False


@cache
def access() -> Access:
    """What is in force, loaded once a process. Raises DefinitionError."""
    path = root() / "base" / "access.yaml"
    base = load(path, AccessFile)
    levels, roles = {each.id: each for each in base.secrecy}, {each.id: each for each in base.roles}
    acts: dict[str, ActRow] = {}
    examples = base.examples
    files = [(path, base.acts, base.examples)]
    folder = root() / "base" / "access"
    files += [(where, more.acts, more.examples) for where, more in load_folder(folder, MoreActs)]
    for where, rows, shown in files:
        examples = examples if where == path else (*examples, *shown)
        for row in rows:
            if row.act in acts:
                raise DefinitionError(where, 1, f'act "{row.act}" is given twice')
            if unknown := row.reach.keys() - roles.keys():
                raise DefinitionError(where, 1, f'{row.act}: "{min(unknown)}" is no role; there are {", ".join(roles)}')
            acts[row.act] = row
    for role in base.roles:
        if unknown := set(role.sees) - levels.keys():
            raise DefinitionError(path, 1, f'{role.id} sees "{min(unknown)}", which is no level of secrecy')
    return Access(levels, roles, acts, examples)
