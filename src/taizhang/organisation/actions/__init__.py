"""The verbs, and the only writers: one function, one transaction, one call of the journal."""

from taizhang.organisation.actions.people import (
    activate,
    add_person,
    change_person,
    deactivate,
    reset_password,
    unlock,
)
from taizhang.organisation.actions.posts import (
    appoint,
    close_post,
    deputise,
    end_appointment,
    hand_over,
    open_post,
)
from taizhang.organisation.actions.successions import NewUnit, merge, split
from taizhang.organisation.actions.units import close, found_tree, found_unit, leave, move, rename

__all__ = [
    "NewUnit",
    "activate",
    "add_person",
    "appoint",
    "change_person",
    "close",
    "close_post",
    "deactivate",
    "deputise",
    "end_appointment",
    "found_tree",
    "found_unit",
    "hand_over",
    "leave",
    "merge",
    "move",
    "open_post",
    "rename",
    "reset_password",
    "split",
    "unlock",
]
