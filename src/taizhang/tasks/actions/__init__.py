"""The verbs of tasks, and the only writers of their tables: one call, one transaction, one line in the journal a subject."""

from taizhang.tasks.actions.assigning import arbitrate, assign, assign_all, give_back, handle, sign
from taizhang.tasks.actions.closing import ask_to_close, confirm, reject, reopen
from taizhang.tasks.actions.drafting import amend, draft, head, make_list, plan, publish, receive
from taizhang.tasks.actions.lighting import clear_light, refresh_due, set_light
from taizhang.tasks.actions.progress import add_evidence, finish_step, report, unfinish_step
from taizhang.tasks.actions.public import new_feed, rate
from taizhang.tasks.actions.requests import decide, request

__all__ = [
    "add_evidence",
    "amend",
    "arbitrate",
    "ask_to_close",
    "assign",
    "assign_all",
    "clear_light",
    "confirm",
    "decide",
    "draft",
    "finish_step",
    "give_back",
    "handle",
    "head",
    "make_list",
    "new_feed",
    "plan",
    "publish",
    "rate",
    "receive",
    "refresh_due",
    "reject",
    "reopen",
    "report",
    "request",
    "set_light",
    "sign",
    "unfinish_step",
]
