"""Names (名称): the named projects, with their stage, and the named systems that a report mentions."""

from taizhang.reading.names.find import find_names
from taizhang.reading.names.types import NameDraft

__all__ = ["NameDraft", "find_names"]
