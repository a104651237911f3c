"""Opens containers (text, HTML, PDF, DOCX, DOC, OFD, XLSX, scans, ZIP) as plain text with a note of what lay where."""

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import Limits
from taizhang.reading.sources.opening import open_source, open_sources
from taizhang.reading.sources.types import Cell, Source, Table

__all__ = ["Cell", "Code", "Limits", "Source", "SourceError", "Table", "open_source", "open_sources"]
