"""Parses XML of unknown origin: no entities, no network, bounded depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.reading.sources.errors import Code, SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(data: bytes, name: str) -> _Element:
    """The root of an XML part of a container. Raises ``SourceError`` where it is broken or declares entities."""
    from lxml import etree

    # libxml2 without huge_tree refuses what is nested deeper than 256 and single texts above 10 MB.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise SourceError(
                Code.TOO_DEEP, name, "its XML is nested deeper than 256", "Save it again in Word or WPS"
            ) from error
        raise SourceError(Code.DAMAGED, name, f"its XML is broken ({error})", "Fetch it again") from error
    if root.getroottree().docinfo.doctype:
        what = "its XML declares a document type, which office files must not"
        raise SourceError(Code.DAMAGED, name, what, "Do not trust it; ask for it as PDF")
    return root


def local(element: _Element) -> str:
    """The element's name without its namespace; the empty string for anything but an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, wanted: str) -> str | None:
    """The value of an attribute by its name without namespace; None where there is none."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == wanted), None)


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of names without namespaces; None where it is missing."""
    for wanted in path:
        element = next((kid for kid in element if local(kid) == wanted), None) if element is not None else None
    return element
