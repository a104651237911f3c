"""What was promised beside what came of it, county by year, out of a corpus folder (DuckDB over its Parquet)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb

from taizhang.exports.rows import Row
from taizhang.rulebook.indicators import catalogue

HEADS = {
    "place": "地区",
    "year": "年份",
    "indicator": "指标",
    "kind": "性质",
    "unit": "单位",
    "target_op": "目标界限",
    "target": "目标",
    "result_op": "结果界限",
    "result": "结果",
    "result_stance": "结果口径",
    "target_sentence": "目标原句",
    "target_document": "目标出处",
    "result_sentence": "结果原句",
    "result_document": "结果出处",
    "others": "未列入的同类条数",
}
"""Columns of the table, with their Chinese heads. `others` counts further figures for the same target and result."""

FIGURES = """
    select coalesce(region, place) as place, period_first as year, kind, unit, op, stance, value_text as value,
           sentence, document, confidence, "at", stance = 'target' as promised
    from read_parquet($files)
    where period_first = period_last and (code in $codes or indicator in $names)
      and ($place is null or coalesce(region, place) = $place) and ($year is null or period_first = $year)
"""
SAME = "partition by place, year, kind, unit, promised"
PICKED = f"""
    select *, row_number() over ({SAME} order by stance = 'estimate', confidence desc, document, "at") as nth,
           count(*) over ({SAME}) as figures
    from ({FIGURES})
"""
TABLE = f"""
    with picked as (select * from ({PICKED}) where nth = 1),
         target as (from picked where promised),
         result as (from picked where not promised)
    select place, year, $indicator as indicator, kind, unit, target.op as target_op,
           target.value as target, result.op as result_op, result.value as result, result.stance as result_stance,
           target.sentence as target_sentence, target.document as target_document,
           result.sentence as result_sentence, result.document as result_document,
           coalesce(target.figures - 1, 0) + coalesce(result.figures - 1, 0) as others
    from target full join result using (place, year, kind, unit)
    order by place, year, kind, unit
"""


class TableError(ValueError):
    """There is nothing to make a table of; the message says why and what to do."""


def indicator_table(folder: Path, indicator: str, *, place: str | None = None, year: int | None = None) -> list[Row]:
    """One row (HEADS) for each place, year, kind and unit in which `indicator` has a target or a result.

    `indicator` is a name or alias of the catalogue, or the words of the reports themselves. Of several figures for one cell
    the surest counts, an actual one before an estimate. Raises TableError where the folder has no such indicator.
    """
    files = sorted(str(path) for path in folder.glob("layer=quantities/*.parquet"))
    if not files:
        raise TableError(f"{folder} holds no quantities: make it with `taizhang corpus read FOLDER --out {folder}`")
    known = catalogue().find(indicator) or catalogue().by_code.get(indicator)
    asked = {
        "files": files,
        "codes": [known.code] if known else [],
        "names": [known.name, *known.aliases] if known else [indicator],
        "indicator": known.name if known else indicator,
        "place": place,
        "year": year,
    }
    with duckdb.connect() as database:
        found = _rows(database, TABLE, asked)
        if not found:
            raise TableError(f"no figure for {indicator}{_near(database, files, indicator)}")
    return found


def _rows(database: duckdb.DuckDBPyConnection, query: str, asked: dict[str, Any]) -> list[Row]:
    result = database.execute(query, asked)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _near(database: duckdb.DuckDBPyConnection, files: Sequence[str], indicator: str) -> str:
    query = "select distinct indicator from read_parquet($files) where indicator is not null"
    names = [row[0] for row in database.execute(query, {"files": files}).fetchall()]
    near = get_close_matches(indicator, names, n=3) or [name for name in names if indicator in name][:3]
    return f"; the reports say {'、'.join(near)}" if near else ""
