"""The forms of applications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.api import queries
from taizhang.api.actions import LONGEST, MOST
from taizhang.api.types import Scope
from taizhang.api.words import SCOPES
from taizhang.organisation.models import Appointment

PER_MINUTE = 300


def _scopes() -> list[tuple[str, str]]:
    return [(scope.value, f"{_(SCOPES[scope])}（{scope.value}）") for scope in Scope]


class SeatField(forms.CharField):
    """A person in a post, as the browser offers them: name (login) post."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"list": "seats", "autocomplete": "off"})
        super().__init__(
            label=gettext_lazy("代表谁办理"),
            help_text=gettext_lazy("输入姓名或登录名后从提示中选择；应用做的每件事都记在此人此岗名下。"),
            widget=widget,
            max_length=200,
        )

    def clean(self, value: Any) -> Any:
        """The appointment."""
        text = super().clean(value).strip()
        known = queries.seats(timezone.localdate())
        found = [pk for words, pk in known.items() if words == text] or [
            pk for words, pk in known.items() if text in words
        ]
        if len(found) != 1:
            raise ValidationError(
                _("没有找到“%(text)s”，或不止一个：请从提示中选择，例如“季明远（ducha） 政府办督查室主任”。")
                % {"text": text}
            )
        return Appointment.objects.select_related("person", "post__unit").get(pk=found[0])


class NewApplication(forms.Form):
    """A new application."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=20, help_text=gettext_lazy("例如“OA 对接”，最多 20 字。")
    )
    purpose = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("谁在用，做什么。"))
    appointment = SeatField()
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("范围"),
        choices=lazy(_scopes, list),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("只选用得着的；无论选什么，都不会超过所代表岗位的权限。"),
    )
    days = forms.IntegerField(
        label=gettext_lazy("有效期（天）"), min_value=1, max_value=LONGEST, initial=180,
        help_text=gettext_lazy("最长 366 天，到期另发。"),
    )  # fmt: skip
    per_minute = forms.IntegerField(
        label=gettext_lazy("每分钟最多调用（次）"), min_value=1, max_value=MOST, initial=PER_MINUTE
    )


class Revoke(forms.Form):
    """Why an application ends."""

    reason = forms.CharField(label=gettext_lazy("理由"), min_length=2, max_length=300)
