"""The pages."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path, PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import content_disposition_header

from taizhang.desk.shelf import Shelf
from taizhang.desk.templating import environment
from taizhang.desk.words import WORDS
from taizhang.exports import format_named
from taizhang.exports.layers import FACTS, Layer
from taizhang.page import Links, render
from taizhang.page.words import LANGUAGES, TAGS, Language, Say
from taizhang.reading.types import Reading

COOKIE = "language"
YEAR = 31_536_000  # seconds
TYPES = {
    "jsonl": "application/jsonl; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@cache
def shelf() -> Shelf:
    """The documents of this server."""
    uploads = Path(settings.UPLOAD_FOLDER) if settings.UPLOAD_FOLDER else None
    return Shelf(settings.SOURCES, kept=settings.KEPT, uploads=uploads)


def index(request: HttpRequest) -> HttpResponse:
    """The list of readings; ``?lang=`` chooses the language of all pages."""
    wanted = request.GET.get("lang")
    if wanted in LANGUAGES:
        response = HttpResponseRedirect(reverse("index"))
        response.set_cookie(COOKIE, wanted, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
        return response
    return _list(request)


def upload(request: HttpRequest) -> HttpResponse:
    """Read a file of one's own, then show its page, or say in the list why there is none."""
    if not settings.UPLOAD_FOLDER:
        raise Http404
    file = request.FILES.get("file")
    if file is None:
        return _list(request, problem="upload.none", status=400)
    entries = shelf().add(file.name or "", file.read())
    read = [entry.summary for entry in entries if entry.summary]
    if len(entries) == 1 and read:
        return HttpResponseRedirect(reverse("page", args=[read[0].id]))
    if read:
        return HttpResponseRedirect(reverse("index"))
    code = entries[0].failure.code if entries and entries[0].failure else "TZ-S02"
    return _list(request, problem=f"failure.{code}", status=422)


def page(request: HttpRequest, id: str) -> HttpResponse:
    """Text and ledger of one document."""
    reading = _reading(id)
    links = Links(
        static=settings.STATIC_URL,
        home=reverse("index"),
        document=reverse("document", args=[id]),
        facts=tuple(_downloads(id)),
    )
    return _html(render(reading, standalone=False, language=_language(request), links=links))


def facts(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """The ledger as a file. ``?layer=`` (may be repeated) chooses the layers; a CSV file holds one."""
    reading = _reading(id)
    wanted = request.GET.getlist("layer")
    if not set(wanted) <= {layer.value for layer in Layer} or (format == "csv" and len(wanted) > 1):
        raise Http404
    layers = [Layer(name) for name in wanted] or (FACTS[:1] if format == "csv" else FACTS)
    stream = BytesIO()
    format_named(format).dump([reading], layers, stream)
    label = f"-{layers[0].value}" if len(layers) == 1 else ""
    return _file(stream.getvalue(), TYPES[format], f"{_stem(reading)}{label}.{format}")


def document(request: HttpRequest, id: str) -> HttpResponse:
    """The text of a document as it was found."""
    reading = _reading(id)
    return _file(reading.source.text.encode("utf-8", "replace"), "text/plain; charset=utf-8", f"{_stem(reading)}.txt")


def healthz(request: HttpRequest) -> HttpResponse:
    """For whoever watches over the server."""
    return HttpResponse("ok\n", content_type="text/plain")


def too_large(request: HttpRequest) -> HttpResponse:
    """An upload beyond the limit."""
    return _list(request, problem="upload.too-large", status=413)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page."""
    return _error(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    return _error(request, "not-found", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    return _error(request, "broken", 500)


def _reading(id: str) -> Reading:
    if (found := shelf().reading(id)) is None:
        raise Http404
    return found


def _stem(reading: Reading) -> str:
    return PurePath(reading.source.name.replace("\\", "/")).stem or "document"


def _downloads(id: str) -> list[tuple[str, str]]:
    """(key of the words, address) of each download."""
    of = {name: reverse("facts", args=[id, name]) for name in TYPES}
    tables = [(f"csv.{layer.value}", f"{of['csv']}?layer={layer.value}") for layer in FACTS]
    return [("xlsx", of["xlsx"]), *tables, ("jsonl", of["jsonl"]), ("json", of["json"]), ("parquet", of["parquet"])]


def _language(request: HttpRequest) -> Language:
    found = request.COOKIES.get(COOKIE)
    return next((language for language in LANGUAGES if language == found), "zh")


def _list(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    language = _language(request)
    entries = shelf().entries()
    html = (
        environment()
        .get_template("index.html")
        .render(
            say=Say(language, WORDS),
            language=language,
            other=next(other for other in LANGUAGES if other != language),
            tag=TAGS[language],
            static=settings.STATIC_URL,
            entries=entries,
            waiting=sum(not (entry.summary or entry.failure) for entry in entries),
            failed=sum(entry.failure is not None for entry in entries),
            upload=reverse("upload") if settings.UPLOAD_FOLDER else "",
            limit=settings.UPLOAD_BYTES,
            token=get_token(request),
            problem=problem,
        )
    )
    return _html(html, status)


def _error(request: HttpRequest, what: str, status: int) -> HttpResponse:
    language = _language(request)
    say = Say(language, WORDS)
    html = (
        environment()
        .get_template("error.html")
        .render(say=say, tag=TAGS[language], static=settings.STATIC_URL, what=what)
    )
    return _html(html, status)


def _html(html: str, status: int = 200) -> HttpResponse:
    return HttpResponse(html, status=status, headers={"Cache-Control": "private, no-cache"})


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
