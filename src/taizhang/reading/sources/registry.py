"""One opener for each kind of container, all of one shape, imported when first needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from taizhang.reading.sources.errors import Code, SourceError
from taizhang.reading.sources.limits import MIB, Limits
from taizhang.reading.sources.tables import TableTooLarge
from taizhang.reading.sources.types import Source

Opener = Callable[[bytes, str, Limits], Source]

_PACKAGE = "taizhang.reading.sources"
_OPENERS = {
    "text": ("text", "open_text"),
    "html": ("html", "open_html"),
    "pdf": ("pdf", "open_pdf"),
    "docx": ("docx", "open_docx"),
    "doc": ("doc", "open_doc"),
    "ofd": ("ofd", "open_ofd"),
    "xlsx": ("xlsx", "open_xlsx"),
    "image": ("scan", "open_image"),
}


def opened(kind: str, data: bytes, name: str, limits: Limits) -> Source:
    """Open a document of a known kind. Whatever a library raises on it becomes a ``SourceError``."""
    module, function = _OPENERS[kind]
    opener: Opener = getattr(import_module(f"{_PACKAGE}.{module}"), function)
    try:
        return opener(data, name, limits)
    except SourceError:
        raise
    except MemoryError as error:
        raise too_heavy(name, limits) from error
    except ImportError as error:
        what = f"reading it needs a package that is not installed ({error})"
        raise SourceError(Code.NOT_INSTALLED, name, what, "Install taizhang again, with its dependencies") from error
    except TableTooLarge as error:
        raise SourceError(Code.TOO_MANY, name, str(error), "Split it, or save it again as text") from error
    except Exception as error:
        what = f"the {kind} file contradicts its format ({type(error).__name__}: {error})"
        raise SourceError(Code.DAMAGED, name, what, "Open it in its program, save it again and try that") from error


def too_heavy(name: str, limits: Limits) -> SourceError:
    """The error for a document that needs more memory than it may have."""
    what = f"reading it takes more memory than {limits.memory // MIB:,} MiB"
    return SourceError(Code.TOO_HEAVY, name, what, "Split it, or save it again as text")
