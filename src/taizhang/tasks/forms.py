"""The forms of tasks: what is asked, checked as it comes from the browser. Whether it may be done the actions decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.types import Op
from taizhang.tasks.actions.common import plain
from taizhang.tasks.types import Goal, Light, ListKind, RequestKind, StepFact
from taizhang.tasks.wording import LIGHTS, LISTS

GOAL = re.compile(
    r"(?P<name>.+?)\s*(?P<op>>=|<=|[=><~≥≤＞＜＝≈])\s*(?P<target>-?[\d,]{1,15}(?:\.\d{1,4})?)\s*(?P<unit>[^\d（(]{0,20})(?:[（(]基数(?P<base>-?\d{1,15}(?:\.\d{1,4})?)[）)])?"
)
STEP = re.compile(r"(?P<due>\d{4}-\d{1,2}-\d{1,2})\s+(?P<words>.+?)(?:[（(](?P<share>\d{1,3})%[）)])?")
WIDE = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "＝": "=", "≈": "~"}


WHY, KEPT, CHOOSE = _("理由"), _("会留在任务的记录里，各方可见。"), _("请选择")


class Unclear(ValueError):
    """A line that cannot be understood; the words say how to write it."""


def goals_of(text: str) -> list[Goal]:
    """One goal a line or between ；: 新建农村公路>=50公里. Raises Unclear."""
    found = []
    for line in re.split(r"[\n；;]", text):
        if not (line := line.strip()):
            continue
        match = GOAL.fullmatch(line)
        if match is None:
            raise Unclear(
                str(_("“%(line)s”看不明白：请写成“新建农村公路>=50公里”，符号可用 >= <= = > < ~。") % {"line": line})
            )
        target = Decimal(match["target"].replace(",", ""))
        base = Decimal(match["base"]) if match["base"] else None
        found.append(
            Goal(match["name"], Op(WIDE.get(match["op"], match["op"])), target, match["unit"].strip(), "", base)
        )
    return found


def goal_line(goal: Goal) -> str:
    """How `goals_of` reads it."""
    base = f"（基数{plain(goal.base)}）" if goal.base is not None else ""
    return f"{goal.name}{goal.op.value}{plain(goal.target)}{goal.unit}{base}"


def steps_of(text: str) -> list[StepFact]:
    """One step a line or between ；: 2026-03-31 完成招标（10%）. Raises Unclear."""
    found = []
    for line in re.split(r"[\n；;]", text):
        if not (line := line.strip()):
            continue
        match = STEP.fullmatch(line)
        try:
            if match is None:
                raise ValueError
            year, month, day = map(int, match["due"].split("-"))
            found.append(
                StepFact(
                    match["words"].strip(),
                    date(year, month, day),
                    share=int(match["share"]) if match["share"] else None,
                )
            )
        except ValueError:
            raise Unclear(
                str(
                    _("“%(line)s”看不明白：请写成“2026-03-31 完成招标”，需要时在后面加累计进度“（10%%）”。")
                    % {"line": line}
                )
            ) from None
    return found


def step_line(due: date, words: str, share: int | None) -> str:
    """How `steps_of` reads it."""
    return f"{due} {words}" + (f"（{share}%）" if share is not None else "")


def number(text: str) -> Decimal | None:
    """A figure as it is typed: 1,200.5; None for nothing. Raises Unclear."""
    if not (text := text.strip().replace(",", "").replace("，", "")):
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Unclear(str(_("“%(text)s”不是数字。") % {"text": text})) from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15 or -int(value.as_tuple().exponent) > 4:
        raise Unclear(str(_("“%(text)s”超出范围：整数部分最多 15 位，小数最多 4 位。") % {"text": text}))
    return value


class Day(forms.DateInput):
    """A day, with the browser's calendar."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """As the browser wants it, whatever the language."""
        return value.isoformat() if isinstance(value, date) else value


class Files(forms.ClearableFileInput):
    """Several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, none where none was given."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """A list."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(FilesField, self).clean(one, initial) for one in given]


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, required=required, help_text=help_text, widget=Day)


def reason(label: Any = WHY, help_text: Any = KEPT) -> forms.CharField:
    """A field for a reason."""
    return forms.CharField(label=label, help_text=help_text, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


def evidence_field(*, required: bool = False) -> FilesField:
    """A field for evidence."""
    accept = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"
    words = _("JPG、PNG、WebP 每张 10 MB，PDF、DOCX、XLSX 每份 20 MB 以内；照片里的位置、时间和设备信息会自动去除。")
    return FilesField(label=_("佐证材料"), required=required, help_text=words, widget=Files(attrs={"accept": accept}))


class Choice(forms.TypedChoiceField):
    """A choice among rows, by id."""

    def __init__(
        self,
        choices: Sequence[tuple[int, str]],
        *,
        label: Any,
        required: bool = True,
        empty: Any = CHOOSE,
        **more: Any,
    ) -> None:
        super().__init__(
            choices=[("", empty), *choices], coerce=int, empty_value=None, label=label, required=required, **more
        )


class ReasonForm(forms.Form):
    """Only why."""

    reason = reason()


class SignForm(forms.Form):
    """Nothing but the act itself."""


class ArbitrateForm(forms.Form):
    """Who leads, and why."""

    reason = reason(_("裁决意见"))

    def __init__(self, *arguments: Any, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["lead"] = Choice(
            units, label=_("牵头单位"), help_text=_("仍选原单位即维持交办；裁决后不能再退回。")
        )
        self.order_fields(["lead", "reason"])


class HandleForm(forms.Form):
    """Who does it."""

    def __init__(self, *arguments: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["person"] = Choice(people, label=_("承办人"), help_text=_("本单位在任的人员。"))


class PlanForm(forms.Form):
    """The steps, a line each."""

    steps = forms.CharField(
        label=_("步骤"),
        required=False,
        help_text=_(
            "每行一步：日期、空格、做什么；需要时加累计进度，如“2026-06-30 路基完成（40%）”。已完成的步骤不能改写。"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_steps(self) -> list[StepFact]:
        """The steps that are written there."""
        try:
            return steps_of(self.cleaned_data["steps"])
        except Unclear as problem:
            raise forms.ValidationError(str(problem)) from None


class StepForm(forms.Form):
    """When a step was finished."""

    day = day(_("完成日期"))


class CloseForm(forms.Form):
    """What was done, and what shows it."""

    reason = reason(_("完成情况"), _("写明做成了什么、谁验收。"))
    evidence = evidence_field()


class ConfirmForm(forms.Form):
    """What the check found."""

    reason = forms.CharField(
        label=_("核查意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReopenForm(forms.Form):
    """Why, and until when."""

    reason = reason(_("反弹情况"))
    due = day(_("新的完成时限"))


class ExtensionForm(forms.Form):
    """Until when, and why."""

    due = day(_("新的完成时限"))
    reason = reason()
    evidence = evidence_field()


class ChangeForm(forms.Form):
    """Which measure, which target, and why."""

    target = forms.DecimalField(label=_("新的目标值"), max_digits=19, decimal_places=4)
    reason = reason()
    evidence = evidence_field()

    def __init__(self, *arguments: Any, measures: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["measure"] = Choice(measures, label=_("量化指标"))
        self.order_fields(["measure", "target", "reason", "evidence"])


class CancelForm(forms.Form):
    """Why."""

    reason = reason()
    evidence = evidence_field()


class LightForm(forms.Form):
    """Which light, why, until when."""

    light = forms.TypedChoiceField(label=_("灯"), coerce=Light, choices=[(x.value, _(LIGHTS[x])) for x in Light])
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("与按规则算出的灯并列显示，各方可见。"))
    until = day(_("有效至"), help_text=_("到期自动取消，最长 62 天。"))


class TaskForm(forms.Form):
    """A task as it is drafted."""

    title = forms.CharField(label=_("任务"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    section = forms.CharField(label=_("章节"), required=False, max_length=300, help_text=_("报告的章节或清单的分类。"))
    goals = forms.CharField(
        label=_("量化目标"),
        required=False,
        help_text=_("每行一个，如“新建农村公路>=50公里”；不从零起算的在后面加“（基数200）”。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start = day(_("起始"))
    due = day(_("完成时限"))

    def clean_goals(self) -> list[Goal]:
        """The goals that are written there."""
        try:
            return goals_of(self.cleaned_data["goals"])
        except Unclear as problem:
            raise forms.ValidationError(str(problem)) from None


class NewTaskForm(TaskForm):
    """A new task and its list."""

    def __init__(
        self, *arguments: Any, lists: Sequence[tuple[int, str]], matters: Sequence[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.fields["list"] = Choice(lists, label=_("清单"))
        if matters:
            self.fields["matter"] = Choice(
                matters,
                label=_("所属的件"),
                required=False,
                empty=_("不属于任何一件"),
                help_text=_("仅民生实事：这一项属于哪一件。"),
            )
        self.order_fields(["list", "matter", "title", "section", "goals", "start", "due"])


class ListForm(forms.Form):
    """A new list."""

    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    kind = forms.TypedChoiceField(label=_("种类"), coerce=ListKind, choices=[(k.value, _(LISTS[k])) for k in ListKind])
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("如“2026年民生实事”。"))


class ImportForm(forms.Form):
    """A table to read in."""

    file = forms.FileField(
        label=_("任务分解表（XLSX）"),
        help_text=_("与导出的格式相同，5 MB、5000 行以内；带编号的行更新原任务，没有编号的行新建。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *arguments: Any, lists: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["list"] = Choice(lists, label=_("新建的任务列入"))
        self.order_fields(["list", "file"])


REQUEST_FORMS = {RequestKind.EXTENSION: ExtensionForm, RequestKind.CHANGE: ChangeForm, RequestKind.CANCEL: CancelForm}
