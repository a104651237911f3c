"""How much of time, memory and size one document may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document. Beyond any of them it is refused with a ``SourceError``. Measured in docs/hostile-input.md."""

    max_bytes: int = 64 * MIB  # of one document as it lies in its file or archive
    max_unpacked: int = 256 * MIB  # of all parts of one ZIP container taken together
    max_pages: int = 2_000
    max_scanned_pages: int = 200  # pages to be recognised: each costs seconds
    max_pixels: int = 50_000_000  # of one picture; an A4 page at 600 dpi has 35 million
    max_members: int = 10_000  # files in one archive, parts in one container
    max_depth: int = 256  # elements nested in HTML; XML of office files is bounded at 256 by libxml2
    seconds: float = 60.0  # for one document, and again for each try at a page that is recognised
    memory: int = 1536 * MIB  # of the process that parses it (enforced on Linux)
