"""Traditional characters, where the document is written in them. A few in a simplified document are left alone."""

from __future__ import annotations

from operator import ne

from taizhang.reading.repair.edits import Edited, same_length
from taizhang.reading.repair.script import is_traditional, to_simplified

EXAMPLES = {"現代農業穩產增效": "现代农业稳产增效"}
NOT_THIS = ("现代农业稳产增效，萬達广场开业，居民收入增长，各项事业协调发展，生态环境持续改善",)


def step(text: str) -> Edited | None:
    """Write the document in simplified characters; every position is kept."""
    if not is_traditional(text):
        return None
    simplified = to_simplified(text)
    return same_length(text, simplified, changes=sum(map(ne, text, simplified)))
