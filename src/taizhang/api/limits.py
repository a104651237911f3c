"""How often one may call: so many times a minute, counted in Django's cache.

The cache of one process is exact; where several serve, give them a common one (docs/api.md), else each counts by itself.
"""

from __future__ import annotations

import time

from django.core.cache import cache

from taizhang.api.problems import Problem
from taizhang.api.types import Code

WINDOW = 60  # seconds
SESSION = 600  # calls a minute from a browser
OUTSIDER = 240  # calls a minute from an address that shows no valid token: an office may sit behind one


def count(who: str, most: int) -> dict[str, str]:
    """Count one call of `who`; the headers that tell how many are left. Raises Problem beyond `most` in a minute."""
    now = time.time()
    window, left = int(now // WINDOW), WINDOW - int(now % WINDOW)
    key = f"api-rate:{who}:{window}"
    cache.add(key, 0, WINDOW * 2)
    try:
        calls = cache.incr(key)
    except ValueError:  # the cache has dropped it meanwhile
        cache.add(key, 1, WINDOW * 2)
        calls = 1
    headers = {
        "RateLimit-Limit": str(most),
        "RateLimit-Remaining": str(max(most - calls, 0)),
        "RateLimit-Reset": str(left),
    }
    if calls > most:
        raise Problem(Code.TOO_MANY, words={"seconds": left}, headers=headers | {"Retry-After": str(left)})
    return headers
