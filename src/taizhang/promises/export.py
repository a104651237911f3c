"""The list of a year as a file: what was promised, what is told, the verdict that holds, and who decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import orjson
import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.exports.layers import WORDS
from taizhang.promises.formats import html
from taizhang.promises.formats.xlsx import CHARACTERS, COLOURS, NAMED_WIDTHS, NUMBERS, WIDTH, WIDTHS, WRAPPED
from taizhang.promises.labels import STATES
from taizhang.promises.models import Pairing, Promise
from taizhang.promises.rows import HEADS, PAIR, TITLES, verdict_word
from taizhang.promises.states import State
from taizhang.tasks.models import Task

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
    "html": "text/html; charset=utf-8",
}
DECIDED = {
    "state": "状态", "computed": "比对判定", "reason": "理由", "by": "确认人", "decided_at": "确认时间", "lead": "牵头单位", "task": "任务编号",
}  # fmt: skip
"""What the platform adds to the columns of a comparison."""
SHOWN = {
    "figured": (
        "year_a", "verdict", "indicator", "raw_a", "raw_b", "arithmetic", "confidence", "state", "computed", "reason", "by", "decided_at",
        "lead", "task", "sentence_a", "sentence_b", "value", "value_high", "unit", "op", "kind", "value_b", "unit_b", "indicator_b", "section",
        "code", "report_a", "report_b",
    ),
    "named": (
        "year_a", "verdict", "name", "stage", "raw_b", "confidence", "state", "computed", "reason", "by", "decided_at", "lead", "task",
        "sentence_a", "sentence_b", "type", "section", "report_a", "report_b",
    ),
}  # fmt: skip
Row = dict[str, Any]


def row(promise: Promise, pairing: Pairing, task: Task | None) -> Row:
    """A promise in the fields of a comparison's row, with what a person decided."""
    target, outcome = promise.target, promise.outcome or {}
    shared = {
        "table": promise.sort,
        "report_a": pairing.earlier_title,
        "year_a": pairing.year,
        "report_b": pairing.later_title,
        "at_a": promise.start,
        "raw_a": promise.raw,
        "at_b": promise.answer_start,
        "raw_b": promise.answer_raw or None,
        "verdict": promise.holds,
        "confidence": promise.confidence,
        "sentence_a": promise.sentence,
        "sentence_b": promise.answer_sentence or None,
        "sentence_at_a": promise.sentence_start,
        "sentence_at_b": promise.answer_sentence_start,
        "section": promise.section,
        "state": promise.state,
        "computed": promise.verdict,
        "reason": promise.reason or None,
        "by": promise.by.name if promise.by else None,
        "decided_at": promise.at.isoformat() if promise.at and promise.by else None,
        "lead": task.lead.short if task and task.lead else None,
        "task": task.number if task else None,
        "rules": promise.rules,
        "id": promise.key,
    }
    if promise.sort == "named":
        return shared | {"name": promise.indicator, "type": target.get("type"), "stage": promise.arithmetic}
    return shared | {
        "indicator": promise.indicator,
        "value": target.get("value"),
        "value_high": target.get("high"),
        "unit": target.get("unit"),
        "op": target.get("op"),
        "kind": target.get("kind"),
        "code": target.get("code"),
        "region": target.get("region"),
        "value_b": outcome.get("value"),
        "unit_b": outcome.get("unit"),
        "kind_b": outcome.get("kind"),
        "indicator_b": outcome.get("indicator"),
        "id_b": outcome.get("id"),
        "arithmetic": promise.arithmetic,
        "candidates": promise.candidates,
    }


def written(format: str, pairing: Pairing, rows: Iterable[Row]) -> bytes:
    """The rows as one file. KeyError for a format that there is not."""
    return {"xlsx": _xlsx, "jsonl": _jsonl, "html": _html}[format](pairing, list(rows))


def _jsonl(_pairing: Pairing, rows: list[Row]) -> bytes:
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def _html(pairing: Pairing, rows: list[Row]) -> bytes:
    tables = {
        table: [{**row, "decided": _decided(row)} for row in rows if row["table"] == table]
        for table in ("figured", "named")
    }
    stream = BytesIO()
    page = html.page_of(pairing.place, pairing.year, pairing.earlier_title, pairing.later_title, tables)
    html.write([page], stream)
    return stream.getvalue()


def _decided(row: Row) -> str:
    return "" if row["state"] == State.OPEN else f"{STATES[row['state']]} {row['by'] or ''}"


def _xlsx(_pairing: Pairing, rows: list[Row]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for table, title in TITLES.items():
        _sheet(book, table, title, [row for row in rows if row["table"] == table])
    book.close()
    return stream.getvalue()


def _sheet(book: Any, table: str, title: str, rows: list[Row]) -> None:
    """Text is stored as text whatever it starts with, so nothing in a report can become a formula or a link."""
    sheet, fields = book.add_worksheet(title), SHOWN[table]
    heads = {**PAIR, **HEADS[table], "section": "章节", **DECIDED}
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"})
    top, wrap = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "text_wrap": True})
    numbers = {f: book.add_format({"num_format": NUMBERS[f], "valign": "top"}) for f in fields if f in NUMBERS}
    colours = {v.value: book.add_format({"bg_color": c, "valign": "top", "bold": True}) for v, c in COLOURS.items()}
    widths = WIDTHS | {"reason": 30, "decided_at": 17, "section": 30} | (NAMED_WIDTHS if table == "named" else {})
    for column, name in enumerate(fields):
        sheet.set_column(column, column, widths.get(name, WIDTH))
        sheet.write_string(0, column, heads[name], bold)
    for line, row in enumerate(rows, start=1):
        for column, name in enumerate(fields):
            value = row.get(name)
            if value is None or value == "":
                continue
            if name == "verdict":
                sheet.write_string(line, column, verdict_word(value), colours[value])
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(line, column, value, numbers.get(name, top))
            else:
                sheet.write_string(
                    line, column, _text(name, value), wrap if name in WRAPPED or name == "reason" else top
                )
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _text(name: str, value: Any) -> str:
    words: dict[str, Mapping[str, str]] = {"kind": WORDS, "type": WORDS, "state": STATES}
    if name in words:
        value = words[name].get(value, value)
    elif name == "computed":
        value = verdict_word(value)
    elif name == "decided_at":
        value = f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    text = str(value)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"


def title(pairing: Pairing) -> str:
    """What the file is called."""
    return _("%(place)s%(year)s年承诺兑现") % {"place": pairing.place, "year": pairing.year}
