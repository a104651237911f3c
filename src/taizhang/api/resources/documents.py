"""Documents: hand in, follow the review, publish."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, File, Query, Router, Schema, Status
from ninja.files import UploadedFile

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.schema import USUAL_LIMIT, Body, Cursor, Limit, Reason
from taizhang.api.types import Scope
from taizhang.documents import actions, queries
from taizhang.documents.models import Document
from taizhang.documents.publishing import publish
from taizhang.documents.types import Condition, Layer
from taizhang.toolkit import files

SEE, UPLOAD, REVIEW, PUBLISH = "document.see", "document.upload", "document.review", "document.publish"
READ, WRITE = Scope.DOCUMENTS_READ, Scope.DOCUMENTS_WRITE
NEWEST = Order(("pk",), down=True)
router = Router(tags=["documents"])


class ProgressOut(Schema):
    """How far the review of a layer is."""

    layer: str
    all: int
    pending: int
    accepted: int
    rejected: int


class DocumentOut(Schema):
    """A document. `condition` goes waiting → read → published, or failed with a `problem_code`."""

    id: int
    name: str
    title: str
    sha256: str
    size: int
    condition: str
    problem_code: str
    place: str
    place_code: str
    reviewed: str
    planned: str
    added: datetime
    added_by: str
    read_at: datetime | None
    published_at: datetime | None
    entries: int
    decided: int


class DocumentFull(DocumentOut):
    """A document with the state of its review."""

    progress: list[ProgressOut]
    numerals: int
    numerals_accounted: int
    doubts: list[dict[str, Any]]


class DocumentPage(Schema):
    """A page of documents, the newest first."""

    items: list[DocumentOut]
    next: str | None


class TextOut(Schema):
    """The text that spans count in, by Unicode characters."""

    text: str


class SureIn(Body):
    """What is accepted in one go: a layer's undecided entries without doubts that are as sure as `least`."""

    layer: Layer
    least: Annotated[float, Field(ge=0.6, le=1)] = 0.8


class CountOut(Schema):
    """How many entries changed."""

    changed: int


class PublishedOut(Schema):
    """What went into the ledger."""

    figures: int
    tasks: int
    projects: int
    withdrawn: int


def found(key: int) -> Document:
    """A document with its counts. Raises Http404."""
    return get_object_or_404(queries.documents(), pk=key)


def said(document: Document) -> dict[str, Any]:
    """A row of the list."""
    return {
        "id": document.pk, "name": document.name, "title": document.title, "sha256": document.digest, "size": document.size,
        "condition": document.condition, "problem_code": document.problem_code, "place": document.place,
        "place_code": document.place_code, "reviewed": document.reviewed, "planned": document.planned,
        "added": document.added, "added_by": document.by.name, "read_at": document.read_at,
        "published_at": document.published_at, "entries": document.entries_all, "decided": document.entries_decided,  # type: ignore[attr-defined]
    }  # fmt: skip


def full(document: Document) -> dict[str, Any]:
    """A document by itself."""
    account = document.account
    return said(document) | {
        "progress": list(queries.progress(document).values()),
        "numerals": sum(account.values()),
        "numerals_accounted": account.get("claimed", 0),
        "doubts": document.doubts,
    }


@operation(router, "GET", "/documents", act=SEE, scope=READ, response=DocumentPage, summary="文件列表")
def documents(
    request: Called,
    condition: Annotated[Condition | None, Query()] = None,
    place: str = "",
    text: Annotated[str, Query(max_length=60)] = "",
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """Every document; `text` is looked for in title and name."""
    rows: QuerySet[Document] = queries.documents()
    if condition:
        rows = rows.filter(condition=condition)
    if place:
        rows = rows.filter(place=place)
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(name__icontains=word))
    some = page(request, rows, NEWEST, limit, cursor)
    return {"items": [said(row) for row in some.rows], "next": some.next}


@operation(router, "POST", "/documents", act=UPLOAD, scope=WRITE, response={201: DocumentFull}, summary="上传文件")
def upload_document(request: Called, file: File[UploadedFile]) -> Any:
    """Hand in a file as ``multipart/form-data``, field `file`; it is read in the background. The same file is kept once."""
    made = actions.upload(file.name or "", file.read(), by=request.caller.actor, now=timezone.now())
    return Status(201, full(found(made.pk)))


@operation(router, "GET", "/documents/{int:key}", act=SEE, scope=READ, response=DocumentFull, summary="一份文件")
def document(request: Called, key: int) -> Any:
    """How a document stands: its condition, how far the review is, how many numerals are accounted for, what is in doubt."""
    return full(found(key))


@operation(router, "GET", "/documents/{int:key}/text", act=SEE, scope=READ, response=TextOut, summary="文件正文")
def document_text(request: Called, key: int) -> Any:
    """The text as it was found."""
    return {"text": get_object_or_404(Document, pk=key).text}


@operation(router, "GET", "/documents/{int:key}/file", act=SEE, scope=READ, response={200: None}, summary="文件原件")
def document_file(request: Called, key: int) -> Any:
    """The bytes as they were handed in."""
    row = found(key)
    name = content_disposition_header(True, row.name) or "attachment"
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(files.fetch(row.digest), content_type="application/octet-stream", headers=headers)


@operation(
    router,
    "POST",
    "/documents/{int:key}/accept-sure",
    act=REVIEW,
    scope=WRITE,
    response=CountOut,
    summary="采用有把握的条目",
)
def accept_sure(request: Called, key: int, given: SureIn) -> Any:
    """Accept every undecided entry of a layer that is sure enough and under no doubt."""
    changed = actions.accept_sure(found(key), given.layer, given.least, by=request.caller.actor, now=timezone.now())
    return {"changed": changed}


@operation(
    router, "POST", "/documents/{int:key}/undo", act=REVIEW, scope=WRITE, response=CountOut, summary="撤销上一步"
)
def undo(request: Called, key: int) -> Any:
    """Take back one's own last act on the document."""
    return {"changed": actions.undo(found(key), by=request.caller.actor, now=timezone.now())}


@operation(
    router, "POST", "/documents/{int:key}/read-again", act=REVIEW, scope=WRITE, response=DocumentFull, summary="重读"
)
def read_again(request: Called, key: int) -> Any:
    """Have the document read once more by today's reader; what people decided stays."""
    actions.read_again(found(key), by=request.caller.actor, now=timezone.now())
    return full(found(key))


@operation(
    router,
    "POST",
    "/documents/{int:key}/publish",
    act=PUBLISH,
    scope=WRITE,
    response=PublishedOut,
    summary="发布进台账",
)
def publish_document(request: Called, key: int) -> Any:
    """Write every accepted entry into the ledger: figures, tasks, projects. Doing it again doubles nothing."""
    return publish(found(key), by=request.caller.actor, now=timezone.now())


@operation(
    router,
    "POST",
    "/documents/{int:key}/discard",
    act=REVIEW,
    scope=WRITE,
    response={204: None},
    summary="移除未发布的文件",
)
def discard(request: Called, key: int, given: Reason) -> Any:
    """Remove a document of which nothing was published."""
    actions.discard(found(key), given.reason, by=request.caller.actor, now=timezone.now())
    return Status(204, None)
