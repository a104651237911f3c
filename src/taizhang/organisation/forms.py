"""The forms of the verbs. Units are named by code or name, people by login or name, so that no list of thousands is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation.definition import access
from taizhang.organisation.models import Person, Tree, Unit
from taizhang.organisation.types import UnitKind
from taizhang.organisation.words import KINDS, role_name

UNIT_HELP, PERSON_HELP = gettext_lazy("输入代码或名称"), gettext_lazy("输入登录名或姓名")


def _roles() -> list[tuple[str, str]]:
    return [(role, role_name(role)) for role in access().roles if role not in ("guest", "public")]


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(word)) for kind, word in KINDS.items()]


class Day(forms.DateField):
    """A day; today unless said otherwise."""

    def __init__(self, label: Any, help_text: Any = "", **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        options.setdefault("initial", timezone.localdate)
        super().__init__(label=label, help_text=help_text, widget=widget, **options)


class UnitField(forms.CharField):
    """A unit that stands, by its code or its name; the browser offers those of the page's list."""

    def __init__(self, label: Any, help_text: Any = UNIT_HELP, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "units", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, widget=widget, max_length=160, **options)

    def clean(self, value: Any) -> Any:
        """The unit, None for an empty field that may be."""
        text = super().clean(value)
        if not text:
            return None
        open_units = Unit.objects.filter(until=None)
        found = list(open_units.filter(code=text.rsplit(" ", 1)[-1].upper())[:1] or open_units.filter(name=text)[:2])
        found = found or list(open_units.filter(short=text)[:2])
        if len(found) != 1:
            raise ValidationError(_("没有找到单位“%(text)s”，请从提示中选择或填写代码。") % {"text": text})
        return found[0]


class PersonField(forms.CharField):
    """A person who may sign in, by login or name."""

    def __init__(self, label: Any, help_text: Any = PERSON_HELP, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "people", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, widget=widget, max_length=160, **options)

    def clean(self, value: Any) -> Any:
        """The person."""
        text = super().clean(value)
        active = Person.objects.filter(active=True)
        found = list(active.filter(login=text.rsplit(" ", 1)[-1].lower())[:1] or active.filter(name=text)[:2])
        if len(found) > 1:
            raise ValidationError(_("有多人叫“%(text)s”，请填写登录名。") % {"text": text})
        if not found:
            raise ValidationError(_("没有找到人员“%(text)s”，请从提示中选择，或先添加人员。") % {"text": text})
        return found[0]


class Because(forms.Form):
    """Every act that changes what holds says why."""

    reason = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("例如批准文号：县编〔2026〕3号")
    )
    field_order: Any = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        reason = self.fields.pop("reason")
        self.fields["reason"] = reason  # last


class FoundUnit(forms.Form):
    """A new unit."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=lazy(_kinds, list))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    short = forms.CharField(
        label=gettext_lazy("简称"), max_length=40, required=False, help_text=gettext_lazy("不填则用名称")
    )
    code = forms.CharField(
        label=gettext_lazy("代码"),
        max_length=24,
        help_text=gettext_lazy("县、乡镇、村用 12 位区划代码，其他单位用大写字母和数字，例如 ZJJ"),
    )
    parent = UnitField(gettext_lazy("上级单位"), required=False)
    since = Day(gettext_lazy("生效日"))
    reason = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)


class Rename(Because):
    """Another name."""

    name = forms.CharField(label=gettext_lazy("新名称"), max_length=120)
    short = forms.CharField(
        label=gettext_lazy("新简称"), max_length=40, required=False, help_text=gettext_lazy("不填则用名称")
    )
    day = Day(gettext_lazy("生效日"))


def _trees() -> list[tuple[str, str]]:
    return [(tree.pk, _(tree.name)) for tree in Tree.objects.order_by("pk")]


class Move(Because):
    """Another parent."""

    tree = forms.ChoiceField(label=gettext_lazy("序列"), choices=_trees)
    parent = UnitField(gettext_lazy("新的上级单位"))
    day = Day(gettext_lazy("生效日"))


class Leave(Because):
    """Out of an assessment tree."""

    tree = forms.ChoiceField(
        label=gettext_lazy("考核序列"), choices=lambda: [each for each in _trees() if each[0] != "administrative"]
    )
    day = Day(gettext_lazy("失效日"))


class Merge(Because):
    """Into another unit."""

    into = UnitField(gettext_lazy("并入"), gettext_lazy("承接单位：输入代码或名称"))
    day = Day(gettext_lazy("生效日"))


class Split(Because):
    """Two or three units out of one."""

    keeps = forms.BooleanField(
        label=gettext_lazy("原单位保留"),
        required=False,
        help_text=gettext_lazy("不保留时，第一个新单位承接原单位的下级、职务和未结事项"),
    )
    day = Day(gettext_lazy("生效日"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for number in (1, 2, 3):
            needed = number == 1
            self.fields[f"name{number}"] = forms.CharField(
                label=_("新单位 %(number)s 名称") % {"number": number}, max_length=120, required=needed
            )
            self.fields[f"code{number}"] = forms.CharField(
                label=_("新单位 %(number)s 代码") % {"number": number}, max_length=24, required=needed
            )
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("新单位 %(number)s 类别") % {"number": number},
                choices=_kinds,
                initial=UnitKind.DEPARTMENT.value,
            )
        for last in ("keeps", "day", "reason"):
            self.fields[last] = self.fields.pop(last)

    def clean(self) -> dict[str, Any]:
        """The further units have both or neither of name and code."""
        data = super().clean() or {}
        for number in (2, 3):
            if bool(data.get(f"name{number}")) != bool(data.get(f"code{number}")):
                self.add_error(f"code{number}", _("名称和代码要一起填写。"))
        return data


class EndDay(Because):
    """An end."""

    day = Day(gettext_lazy("失效日"), gettext_lazy("从这一天起不再有效"))


class OpenPost(forms.Form):
    """A new post."""

    title = forms.CharField(
        label=gettext_lazy("职务"), max_length=60, help_text=gettext_lazy("例如：局长、副局长（分管建管）、网格员1号")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=lazy(_roles, list), help_text=gettext_lazy("决定在职人员能看什么、办什么")
    )
    since = Day(gettext_lazy("生效日"))


class Appoint(forms.Form):
    """A holder for a vacant post."""

    person = PersonField(gettext_lazy("人员"))
    since = Day(gettext_lazy("任职起"))
    reason = forms.CharField(label=gettext_lazy("依据"), max_length=200, required=False)


class HandOver(Because):
    """Another holder, with all open matters."""

    person = PersonField(gettext_lazy("接任人"))
    day = Day(gettext_lazy("移交日"))


class Deputise(Because):
    """Somebody who stands in."""

    person = PersonField(gettext_lazy("代理人"))
    since = Day(gettext_lazy("代理起"))
    last = Day(gettext_lazy("代理止"), gettext_lazy("最后一天；到期自动失效"), initial=None)


class EndAppointment(Because):
    """The end of an appointment."""

    appointment = forms.TypedChoiceField(label=gettext_lazy("任职"), coerce=int)
    day = Day(gettext_lazy("失效日"), gettext_lazy("从这一天起不再任职"))

    def __init__(self, *arguments: Any, choices: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["appointment"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices
        for last in ("day", "reason"):
            self.fields[last] = self.fields.pop(last)


class AddPerson(forms.Form):
    """A new person."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=64)
    login = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=64,
        help_text=gettext_lazy("小写字母和数字，例如 zhangsan；以后不能更改"),
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"), max_length=20, required=False, help_text=gettext_lazy("加密保存，页面上遮掩显示")
    )


class ChangePerson(forms.Form):
    """Name and telephone."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=64)
    phone = forms.CharField(
        label=gettext_lazy("电话"), max_length=20, required=False, help_text=gettext_lazy("保留遮掩的号码表示不改")
    )


class FoundTree(forms.Form):
    """A new assessment tree."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("例如：乡镇考核序列"))
    id = forms.SlugField(
        label=gettext_lazy("代号"), max_length=32, help_text=gettext_lazy("小写字母和短横，例如 towns；以后不能更改")
    )
