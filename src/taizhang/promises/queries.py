"""Named reads of pairings and promises; how many questions each asks is pinned in tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When

from taizhang.documents.models import Document, Entry
from taizhang.promises.formats.html import ORDER
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.pairing import READ
from taizhang.promises.states import State
from taizhang.tasks.models import Task

PAGE = 50
UNSURE = 0.6  # confidence below which a person should look
ENTRY = "entry"  # how a task knows the document's entry that it was made from
ORDERS = {
    "place": ("start", "pk"), "indicator": ("indicator", "start", "pk"), "verdict": ("rank", "start", "pk"),
    "confidence": ("confidence", "start", "pk"), "state": ("state", "start", "pk"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of a year is narrowed to; "" and None leave it whole."""

    verdict: str = ""
    sort: str = ""
    chapter: str = ""
    unit: int | None = None
    state: str = ""
    text: str = ""

    @property
    def any(self) -> bool:
        """Whether the list is narrowed at all."""
        return any((self.verdict, self.sort, self.chapter, self.unit, self.state, self.text))


@dataclass(slots=True)
class Tally:
    """How many promises of a pairing have each verdict, and how many each state."""

    verdicts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    sorts: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """The number of promises."""
        return self.verdicts.total()

    @property
    def decided(self) -> int:
        """How many a person has confirmed or corrected."""
        return self.all - self.states[State.OPEN]


def standing(**narrowed: object) -> list[Pairing]:
    """The pairings that stand, by place, the latest year first. One query."""
    return list(Pairing.objects.filter(current=True, **narrowed))


def tallies(pairings: Iterable[Pairing]) -> dict[int, Tally]:
    """pairing → its tally. One query."""
    found = {pairing.pk: Tally() for pairing in pairings}
    counted = Promise.objects.filter(pairing__in=list(found), gone=False).order_by()
    for row in counted.values("pairing_id", "sort", "holds", "state").annotate(n=Count("pk")):
        tally = found[row["pairing_id"]]
        tally.verdicts[row["holds"]] += row["n"]
        tally.states[row["state"]] += row["n"]
        tally.sorts[row["sort"]] += row["n"]
    return found


def lonely(limit: int = 20) -> list[Document]:
    """Documents that were read and stand in no pairing, the newest first. One query."""
    paired = Q(pk__in=Pairing.objects.exclude(earlier=None).values("earlier"))
    paired |= Q(pk__in=Pairing.objects.exclude(later=None).values("later"))
    found = Document.objects.filter(condition__in=READ).exclude(paired)
    return list(found.only("name", "title", "place", "planned", "added")[:limit])


def pairing_of(year: int, place: str) -> Pairing | None:
    """The pairing that stands for a place and a year. One query."""
    return (
        Pairing.objects.filter(current=True, year=year, place_key=place)
        .select_related("earlier", "later", "third")
        .defer(*(f"{side}__{big}" for side in ("earlier", "later", "third") for big in BIG))
        .first()
    )


BIG = ("text", "account", "unclaimed", "doubts")


def matching(pairing: Pairing, filters: Filters) -> QuerySet[Promise]:
    """The promises of a pairing that the filters leave."""
    found = pairing.promises.all()
    if filters.state == "differs":
        found = found.filter(Q(offer__isnull=False) | Q(gone=True))
    else:
        found = found.filter(gone=False)
    if filters.state == "unsure":
        found = found.filter(state=State.OPEN, confidence__lt=UNSURE)
    elif filters.state in set(State):
        found = found.filter(state=filters.state)
    if filters.verdict:
        found = found.filter(holds=filters.verdict)
    if filters.sort:
        found = found.filter(sort=filters.sort)
    if filters.chapter:
        found = found.filter(chapter=filters.chapter)
    if filters.unit:
        own = Task.objects.filter(year=pairing.year, source_kind=ENTRY, lead=filters.unit)
        found = found.filter(task_entry__in=own.values("source_id"))
    if filters.text:
        found = found.filter(Q(indicator__icontains=filters.text) | Q(sentence__icontains=filters.text))
    return found


def ordered(found: QuerySet[Promise], order: str = "place", *, down: bool = False) -> QuerySet[Promise]:
    """In the order of a column, with who decided."""
    if order == "verdict":
        worst = [When(holds=verdict, then=Value(at)) for at, verdict in enumerate(ORDER)]
        found = found.annotate(rank=Case(*worst, output_field=IntegerField()))
    first, *rest = ORDERS[order]
    return found.select_related("by").order_by(f"-{first}" if down else first, *rest)


def chapters(pairing: Pairing) -> list[str]:
    """The chapters of the first report that promise anything, in its order. One query."""
    found = pairing.promises.filter(gone=False).exclude(chapter="").order_by().values("chapter")
    return [row["chapter"] for row in found.annotate(first=Min("start")).order_by("first")]


def units(pairing: Pairing) -> list[tuple[int, str]]:
    """The units that lead a task made from a promise of this pairing, by key and short name. One query."""
    of = pairing.promises.exclude(task_entry="").values("task_entry")
    found = Task.objects.filter(year=pairing.year, source_kind=ENTRY, source_id__in=of, lead__isnull=False).order_by(
        "lead__short"
    )
    return list(found.values_list("lead_id", "lead__short").distinct())


def tasks(promises: Sequence[Promise]) -> dict[str, Task]:
    """Entry → the task made from it, with its lead unit. One query."""
    keys = {p.task_entry for p in promises if p.task_entry}
    found = Task.objects.filter(source_kind=ENTRY, source_id__in=keys).select_related("lead")
    return {task.source_id: task for task in found}


def one(key: int) -> Promise | None:
    """A promise with its pairing, both documents and who decided. One query."""
    sides = [f"pairing__{side}" for side in ("earlier", "later", "third")]
    big = (f"{side}__{name}" for side in sides for name in BIG)
    return Promise.objects.filter(pk=key).select_related(*sides, "by").defer(*big).first()


def neighbours(promise: Promise) -> tuple[int | None, int | None]:
    """(the promise before, the one after) in the first report. Two queries."""
    own = Promise.objects.filter(pairing=promise.pairing_id, gone=False).order_by("start", "pk")
    before = own.filter(Q(start__lt=promise.start) | Q(start=promise.start, pk__lt=promise.pk)).reverse()
    after = own.filter(Q(start__gt=promise.start) | Q(start=promise.start, pk__gt=promise.pk))
    return before.values_list("pk", flat=True).first(), after.values_list("pk", flat=True).first()


def entry_at(document: int | None, promise: Promise) -> Entry | None:
    """The entry of the document's review that the promise stands on. One query."""
    layer = "quantities" if promise.sort == "figured" else "names"
    found = Entry.objects.filter(document=document, layer=layer, start__lt=promise.end, end__gt=promise.start)
    return found.only("layer", "document").order_by("start").first()


def figures(document: int, sought: str, limit: int = 30) -> list[Entry]:
    """Figures of a report that `sought` names, then those in whose sentence it stands, as reviewers left them. One query."""
    found = list(
        Entry.objects.filter(document=document, layer="quantities").exclude(state__in=("rejected", "withdrawn"))
    )
    named = [e for e in found if sought in str(e.data.get("indicator") or "") or sought in e.raw]
    beside = [e for e in found if e not in named and sought in str(e.data.get("sentence") or "")]
    return [*named, *beside][:limit]


def chain(thread: str, place: str) -> list[Promise]:
    """One indicator's promises of all years of a place, the earliest first. One query."""
    found = Promise.objects.filter(thread=thread, gone=False, pairing__current=True, pairing__place_key=place)
    return list(found.select_related("pairing").order_by("pairing__year", "start"))


def chains(place: str, sought: str = "", limit: int = 200) -> list[tuple[str, str, int]]:
    """(thread, what it is called, years) of what a place promised in more than one year, the longest first. One query."""
    found = Promise.objects.filter(gone=False, pairing__current=True, pairing__place_key=place).exclude(thread="")
    if sought:
        found = found.filter(indicator__icontains=sought)
    counted = found.order_by().values("thread").annotate(said=Min("indicator"), n=Count("pairing", distinct=True))
    rows = counted.filter(n__gte=2).order_by("-n", "said")[:limit]
    return [(row["thread"], row["said"], row["n"]) for row in rows]


def shared(pairings: Sequence[Pairing]) -> dict[str, dict[int, Promise]]:
    """Thread → pairing → its promise, for what at least two of the places promised, by name. Two queries."""
    keys = [pairing.pk for pairing in pairings]
    found = Promise.objects.filter(pairing__in=keys, gone=False).exclude(thread="")
    common = found.order_by().values("thread").annotate(n=Count("pairing", distinct=True)).filter(n__gte=2)
    rows: dict[str, dict[int, Promise]] = {}
    for promise in found.filter(thread__in=[row["thread"] for row in common]).order_by("sort", "indicator", "start"):
        rows.setdefault(promise.thread, {}).setdefault(promise.pairing_id, promise)
    return dict(sorted(rows.items(), key=lambda row: -len(row[1])))
