"""Pages of promises: the overview, a year's table, one promise, a chain of years, counties side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N
from django.views.decorators.http import require_POST, require_safe

from taizhang.journal.queries import history
from taizhang.organisation.access import actor_of, allowed, may
from taizhang.organisation.queries import county
from taizhang.promises import actions, charts, labels, queries
from taizhang.promises import export as files
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.queries import Filters, Tally
from taizhang.promises.words import number
from taizhang.toolkit.errors import Refused
from taizhang.toolkit.pages import page

PLACES = 12  # on one page of the overview
SIDE_BY_SIDE = 6  # places
HISTORY = 30


@require_safe
@allowed("promise.see")
def index(request: HttpRequest) -> HttpResponse:
    """Every place and year with its tally."""
    sought = request.GET.get("text", "").strip()[:60]
    pairings = queries.standing(**({"place__icontains": sought} if sought else {}))
    places: dict[str, list[Pairing]] = {}
    for pairing in pairings:
        places.setdefault(pairing.place_key, []).append(pairing)
    pages = Paginator(list(places.items()), PLACES).get_page(request.GET.get("page"))
    shown = [pairing for _key, of in pages for pairing in of]
    tallies = queries.tallies(shown)
    context = {
        "pages": pages,
        "tallies": tallies,
        "verdicts": [v for v in labels.VERDICTS if any(t.verdicts[v] for t in tallies.values())],
        "most": max((n for t in tallies.values() for n in t.verdicts.values()), default=0),
        "lonely": queries.lonely(),
        "several": len(places) > 1,
        "sought": sought,
        "may_upload": may(actor_of(request), "document.upload"),
    }
    return _page(request, "index", context)


@require_safe
@allowed("promise.see")
def table(request: HttpRequest, year: int) -> HttpResponse:
    """The promises of one place and year, as filtered and sorted."""
    pairing = _pairing(request, year)
    if pairing is None:
        return _page(request, "none.html", {"year": year}, status=404)
    filters, (order, down) = _filters(request), _order(request)
    actor = actor_of(request)
    tally = queries.tallies([pairing])[pairing.pk]
    found = queries.matching(pairing, filters)
    pages = Paginator(queries.ordered(found, order, down=down), queries.PAGE)
    pages.count = found.count() if filters.any else tally.all
    rows = pages.get_page(request.GET.get("page"))
    promises = list(rows.object_list)
    context = {
        "pairing": pairing,
        "filters": filters,
        "order": order,
        "down": down,
        "tally": tally,
        "pages": rows,
        "promises": promises,
        "tasks": queries.tasks(promises),
        "chapters": queries.chapters(pairing),
        "units": queries.units(pairing),
        "years": queries.standing(place_key=pairing.place_key),
        "with_": lambda **changed: _with(request, place=pairing.place_key, **changed),
        "may_decide": may(actor, actions.DECIDE),
        "choices": labels.CHOICES,
    }
    return _page(request, "table.html", context)


@require_safe
@allowed("promise.see")
def export(request: HttpRequest, year: int, format: str) -> HttpResponse:
    """Just what the table shows, all its pages, as a file."""
    pairing = _pairing(request, year)
    if pairing is None or format not in files.FORMATS:
        raise Http404
    order, down = _order(request)
    found = list(queries.ordered(queries.matching(pairing, _filters(request)), order, down=down))
    tasks = queries.tasks(found)
    data = files.written(format, pairing, [files.row(p, pairing, tasks.get(p.task_entry)) for p in found])
    name = content_disposition_header(True, f"{files.title(pairing)}.{format}") or "attachment"
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=files.FORMATS[format], headers=headers)


@require_safe
@allowed("promise.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise: both sentences, the arithmetic, other answers to choose from, what was done."""
    promise = _promise(pk)
    pairing, actor = promise.pairing, actor_of(request)
    sought = request.GET.get("find", "").strip()[:60]
    answers = pairing.third if promise.third_answers else pairing.later
    task = queries.tasks([promise]).get(promise.task_entry)
    before, after = queries.neighbours(promise)
    english = (get_language() or "").startswith("en")
    context = {
        "promise": promise,
        "pairing": pairing,
        "said": _marked(promise.sentence, promise.raw, promise.start - promise.sentence_start),
        "told": _marked(promise.answer_sentence, promise.answer_raw, (promise.answer_start or 0) - (promise.answer_sentence_start or 0)),
        "answers": answers,
        "entry": queries.entry_at(pairing.earlier_id, promise) if pairing.earlier_id else None,
        "task": task if task and may(actor, "task.see", task.lead_id) else None,
        "lead": task.lead if task else None,
        "rules": [labels.rule(key, english=english) for key in promise.rules],
        "before": before,
        "after": after,
        "sought": sought,
        "figures": queries.figures(pairing.later_id, sought) if sought and pairing.later_id and promise.sort == "figured" else [],
        "history": history(promise.reference, HISTORY),
        "may_decide": may(actor, actions.DECIDE),
        "possible": [v for v in labels.VERDICTS if v in actions.of_sort(promise.sort) and v != promise.verdict],
    }  # fmt: skip
    return _page(request, "one.html", context)


@require_POST
@allowed("promise.decide")
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One act on one promise: confirm, choose another answer, set the verdict by hand, reopen, answer a new comparison."""
    promise, given = _promise(pk), request.POST
    by, now, seen = actor_of(request), timezone.now(), _whole(given.get("revision")) or 0
    reason = given.get("reason", "")
    try:
        if verb == "confirm":
            actions.confirm([promise], by=by, now=now, seen={promise.pk: seen})
        elif verb == "choose":
            if "figure" not in given:
                raise Refused(_("请先选一个数字。"))
            actions.choose(promise, given["figure"], reason, by=by, now=now, seen=seen)
        elif verb == "overrule":
            actions.overrule(promise, given.get("verdict", ""), reason, by=by, now=now, seen=seen)
        elif verb == "reopen":
            actions.reopen(promise, reason, by=by, now=now, seen=seen)
        elif verb == "take":
            actions.take_offer(promise, by=by, now=now, seen=seen)
        elif verb == "keep":
            actions.keep_own(promise, by=by, now=now, seen=seen)
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _(DONE[verb]))
    return HttpResponseRedirect(reverse("promises:one", args=[pk]))


@require_POST
@allowed("promise.decide")
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the promises that were ticked in the table, each as it was seen."""
    seen = dict(pair for given in request.POST.getlist("row")[: queries.PAGE] if (pair := _seen(given)))
    promises = list(Promise.objects.filter(pk__in=seen))
    try:
        count = actions.confirm(promises, by=actor_of(request), now=timezone.now(), seen=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("已确认 %(count)s 条承诺的判定。", "已确认 %(count)s 条承诺的判定。", count)
        messages.success(request, said % {"count": count})
    year = _whole(request.POST.get("year"))
    query = request.POST.get("query", "")
    address = reverse("promises:table", args=[year]) if year else reverse("promises:index")
    return HttpResponseRedirect(f"{address}{query if query.startswith('?') else ''}")


@require_safe
@allowed("promise.see")
def chain(request: HttpRequest) -> HttpResponse:
    """Target and outcome of one indicator over the years, as a table and a chart; without one, what there is to follow."""
    pairings = queries.standing()
    place = _place(request, pairings)
    thread, sought = request.GET.get("indicator", "")[:200], request.GET.get("text", "").strip()[:60]
    promises = queries.chain(thread, place) if thread else []
    context = {
        "place": next((p for p in pairings if p.place_key == place), None),
        "places": _places(pairings),
        "thread": thread,
        "promises": promises,
        "chart": charts.chain(_points(promises)),
        "units": {p.target.get("unit") for p in promises},
        "chains": [] if thread else queries.chains(place, sought),
        "sought": sought,
    }
    return _page(request, "chain.html", context)


@require_safe
@allowed("promise.see")
def compare(request: HttpRequest) -> HttpResponse:
    """Several places in one year: their tallies, and the indicators that at least two of them promised."""
    pairings = queries.standing()
    years = sorted({p.year for p in pairings}, reverse=True)
    year = _whole(request.GET.get("year")) or next((y for y in years if sum(p.year == y for p in pairings) > 1), years[0] if years else 0)  # fmt: skip
    asked = [key for given in request.GET.getlist("places") for key in given.split(",") if key]
    of_year = [p for p in pairings if p.year == year]
    chosen = [p for p in of_year if not asked or p.place_key in asked][:SIDE_BY_SIDE]
    tallies = queries.tallies(chosen)
    context = {
        "year": year,
        "years": years,
        "of_year": of_year,
        "chosen": chosen,
        "chosen_keys": {p.place_key for p in chosen},
        "tallies": tallies,
        "verdicts": [v for v in labels.VERDICTS if any(t.verdicts[v] for t in tallies.values())],
        "most": max((n for t in tallies.values() for n in t.verdicts.values()), default=0),
        "rows": queries.shared(chosen) if len(chosen) > 1 else {},
        "limit": SIDE_BY_SIDE,
    }
    return _page(request, "compare.html", context)


DONE = {
    "confirm": N("已确认。"), "choose": N("已改用所选的答复，判定随之重算。"), "overrule": N("已改判。"),
    "reopen": N("已重新打开，正在重新比对。"), "take": N("已采用新的比对结果。"), "keep": N("已保留原定。"),
}  # fmt: skip


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    name = template if template.endswith(".html") else f"{template}.html"
    words = {
        "words": {v: _(word) for v, word in labels.VERDICTS.items()},
        "meant": {v: _(word) for v, word in labels.MEANT.items()},
        "states": {s: _(word) for s, word in labels.STATES.items()},
        "sorts": {s: _(word) for s, word in labels.SORTS.items()},
        "kinds": {k: _(word) for k, word in labels.KINDS.items()},
        "length": charts.length,
        "low": queries.UNSURE,
        "empty_tally": Tally(),
        "plain": _plain,
    }
    return page(request, f"promises/{name}", words | context, status=status)


def _promise(key: int) -> Promise:
    promise = queries.one(key)
    if promise is None:
        raise Http404
    return promise


def _pairing(request: HttpRequest, year: int) -> Pairing | None:
    """The pairing of the place that the address names; of the county itself, else of any place, where it names none."""
    place = request.GET.get("place", "")
    if not place:
        place = _place(request, queries.standing(year=year))
    return queries.pairing_of(year, place)


def _place(request: HttpRequest, pairings: list[Pairing]) -> str:
    if given := request.GET.get("place", ""):
        return given[:64]
    own = county(timezone.localdate())
    return next(
        (p.place_key for p in pairings if own and p.place == own.name), pairings[0].place_key if pairings else ""
    )


def _places(pairings: list[Pairing]) -> list[tuple[str, str]]:
    """(key, name) of each place once."""
    return list({p.place_key: p.place for p in pairings}.items())


def _filters(request: HttpRequest) -> Filters:
    given = request.GET
    verdict, sort, state = (given.get(name, "") for name in ("verdict", "sort", "state"))
    return Filters(
        verdict=verdict if verdict in labels.VERDICTS else "",
        sort=sort if sort in labels.SORTS else "",
        chapter=given.get("chapter", "")[:120],
        unit=_whole(given.get("unit")),
        state=state if state in labels.CHOICES else "",
        text=given.get("text", "").strip()[:60],
    )


def _order(request: HttpRequest) -> tuple[str, bool]:
    order = request.GET.get("order", "place")
    name = order.removeprefix("-")
    return (name, order.startswith("-")) if name in queries.ORDERS else ("place", False)


def _with(request: HttpRequest, **changed: Any) -> str:
    """The query of this address with some parts changed; None drops one."""
    kept = {key: value for key, value in request.GET.items() if value} | changed
    return "?" + urlencode({key: value for key, value in kept.items() if value is not None})


def _marked(sentence: str, raw: str, at: int) -> tuple[str, str, str]:
    """The sentence parted by the words in question; of one that was cut, by where they stand first."""
    if sentence[at : at + len(raw)] != raw:
        at = sentence.find(raw)
    if not raw or at < 0:
        return sentence, "", ""
    return sentence[:at], raw, sentence[at + len(raw) :]


def _points(promises: list[Promise]) -> list[tuple[int, Decimal | None, str, Decimal | None, str]]:
    """For the chart: one promise a year, in the unit of the first; others have no place on its scale."""
    points, years = [], set[int]()
    for p in promises:
        if (
            p.sort == "figured"
            and p.pairing.year not in years
            and p.target.get("unit") == promises[0].target.get("unit")
        ):
            years.add(p.pairing.year)
            same = p.outcome is not None and (p.outcome["unit"], p.outcome["kind"]) == (
                p.target["unit"],
                p.target["kind"],
            )
            aim, came = _decimal(p.target.get("value")), _decimal(p.outcome["value"]) if same and p.outcome else None
            points.append((p.pairing.year, aim, _plain(aim), came, _plain(came)))
    return points


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _plain(value: Any) -> str:
    """A number as an office writes it, in 万 or 亿."""
    found = _decimal(value)
    return "" if found is None else number(found)


def _seen(given: str) -> tuple[int, int] | None:
    """ "12:3" → (12, 3): the promise, and the revision that was looked at."""
    key, _colon, revision = given.partition(":")
    found = _whole(key), _whole(revision)
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else None
