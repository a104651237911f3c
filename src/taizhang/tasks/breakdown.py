"""The breakdown of tasks (任务分解表) as XLSX and DOCX; the XLSX reads back in unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import docx
import xlsxwriter
from django.utils.translation import gettext
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from taizhang.tasks.actions.common import goal_of
from taizhang.tasks.forms import goal_line, step_line
from taizhang.tasks.models import Task
from taizhang.tasks.types import Light, State
from taizhang.tasks.wording import LIGHTS, STATES, reasons, sentence

# The heads are fixed, in Chinese, whatever the page's language: a table goes round between offices and comes back.
COLUMNS = (
    ("编号", 10), ("章节", 22), ("任务", 46), ("量化目标", 30), ("牵头单位", 20), ("配合单位", 24), ("责任领导", 10), ("起始", 11),
    ("完成时限", 11), ("步骤", 36), ("状态", 10), ("亮灯", 7), ("完成率%", 9), ("数据截至", 10), ("说明", 46),
)  # fmt: skip
READ = tuple(head for head, _ in COLUMNS[:10])  # what an import takes; the rest is computed
PRINTED = ("编号", "任务", "量化目标", "牵头单位", "配合单位", "责任领导", "完成时限", "状态", "亮灯")
WIDTHS = (1.9, 7.6, 4.2, 2.7, 2.7, 1.7, 2.1, 1.6, 1.2)  # cm; 25.7 in all


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the table has it; texts by the column's head, figures where they are figures."""

    cells: dict[str, str | float]

    def text(self, head: str) -> str:
        """A cell as text."""
        return str(self.cells[head])


def row_of(task: Task) -> Row:
    """The row of a task whose measures, assisting units and steps are loaded."""
    because = [sentence(one) for one in reasons(task.because)]
    return Row({
        "编号": task.number,
        "章节": task.section,
        "任务": task.title,
        "量化目标": "；".join(goal_line(goal_of(m)) for m in task.measures.all()),
        "牵头单位": task.lead.name if task.lead else "",
        "配合单位": "、".join(unit.name for unit in task.assisting.all()),
        "责任领导": task.leader.name if task.leader else "",
        "起始": task.start.isoformat(),
        "完成时限": task.due.isoformat(),
        "步骤": "；".join(step_line(s.due, s.words, s.share) for s in task.steps.all()),
        "状态": gettext(STATES[State(task.state)]),
        "亮灯": gettext(LIGHTS[Light(task.light)]),
        "完成率%": float(task.rate) if task.rate is not None else "",
        "数据截至": f"{task.reported:%Y-%m}" if task.reported else "",
        "说明": "".join(because),
    })  # fmt: skip


def rows_of(tasks: Iterable[Task]) -> Iterator[Row]:
    """The rows of tasks."""
    return (row_of(task) for task in tasks)


def as_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """A sheet with frozen heads that prints on A4 across."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    sheet = book.add_worksheet("任务分解表")
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    figure = book.add_format({"valign": "top", "num_format": "0.0"})
    for at, (head, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for at, (head, _) in enumerate(COLUMNS):
            value = row.cells[head]
            if isinstance(value, float):
                sheet.write_number(count, at, value, figure)
            else:
                sheet.write_string(count, at, value, text)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{title}")
    sheet.set_footer("&C&P / &N")
    book.close()
    return out.getvalue()


def as_docx(rows: Sequence[Row], title: str, day: date) -> bytes:
    """A Word table on A4 across, with a row for each chapter and heads on every page."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _font(paper.styles["Normal"], "仿宋_GB2312", Pt(10.5))
    head = paper.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.font.size = Pt(22)
    run.font.name = "方正小标宋简体"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "方正小标宋简体")
    note = paper.add_paragraph(gettext("共 %(count)s 项，截至 %(day)s。") % {"count": len(rows), "day": day})
    note.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = paper.add_table(rows=1, cols=len(PRINTED))
    table.style = "Table Grid"
    table.autofit = False
    for cell, name, width in zip(table.rows[0].cells, PRINTED, WIDTHS, strict=True):
        cell.width = Cm(width)
        cell.paragraphs[0].add_run(name).bold = True
    _repeat(table.rows[0])
    chapter = None
    for row in rows:
        if row.text("章节") != chapter:
            chapter = row.text("章节")
            if chapter:
                cells = table.add_row().cells
                cells[0].merge(cells[-1]).paragraphs[0].add_run(chapter).bold = True
        for cell, name, width in zip(table.add_row().cells, PRINTED, WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(row.text(name))
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _font(style: object, name: str, size: Pt) -> None:
    style.font.name, style.font.size = name, size  # type: ignore[attr-defined]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)  # type: ignore[attr-defined]


def _repeat(row: object) -> None:
    """Print this row on top of every page."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)
