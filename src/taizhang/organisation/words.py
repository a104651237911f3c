"""Names of kinds, roles and rules for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation.definition import access
from taizhang.organisation.types import SuccessionKind, Tenure, UnitKind

KINDS: dict[UnitKind, Promise] = {
    UnitKind.COUNTY: gettext_lazy("县（市、区）"),
    UnitKind.DEPARTMENT: gettext_lazy("部门"),
    UnitKind.TOWN: gettext_lazy("乡镇街道"),
    UnitKind.VILLAGE: gettext_lazy("村（社区）"),
    UnitKind.PARK: gettext_lazy("开发区"),
    UnitKind.BODY: gettext_lazy("事业单位"),
    UnitKind.FIRM: gettext_lazy("国有企业"),
}
TENURES: dict[Tenure, Promise] = {Tenure.HOLDER: gettext_lazy("任职"), Tenure.DEPUTY: gettext_lazy("代理")}
SUCCESSIONS: dict[SuccessionKind, Promise] = {
    SuccessionKind.MERGED: gettext_lazy("并入"),
    SuccessionKind.SPLIT: gettext_lazy("分设"),
}
# Roles as msgids, so that the English page can name them: 领导 is in access.yaml, its translation in the catalogue.
ROLES = {
    "leader": gettext_lazy("领导"),
    "supervision": gettext_lazy("督查机构"),
    "unit": gettext_lazy("承办单位"),
    "grid": gettext_lazy("网格员"),
    "hotline": gettext_lazy("热线话务员"),
    "auditor": gettext_lazy("审计监督"),
    "administrator": gettext_lazy("系统管理员"),
    "guest": gettext_lazy("未任职人员"),
    "public": gettext_lazy("公众"),
}
ADMINISTRATIVE_TREE = gettext_lazy("行政隶属")  # as the table has it, so that the English page can name it


def role_name(role: str) -> str:
    """A role in words."""
    row = access().roles.get(role)
    return _(row.name) if row else role


def code_advice(problem: str, code: str) -> str:
    """What is wrong with a code and how a right one looks."""
    advice = {
        "division": _("“%(code)s”不是区划代码：县、乡镇、村的代码为 12 位数字。"),
        "county": _("“%(code)s”不是县级代码：应为 6 位县级区划代码后加 6 个 0。"),
        "town": _("“%(code)s”不是乡级代码：第 7—9 位应为 001—599，末 3 位为 000。"),
        "village": _("“%(code)s”不是村级代码：末 3 位应为 001—599，且前 9 位为所属乡镇。"),
        "prefix": _("“%(code)s”与上级单位代码不符：前几位应与上级的区划代码一致。"),
        "own": _("“%(code)s”不能作为单位代码：用大写字母开头，后接大写字母、数字或短横，共 2—24 位，例如 ZJJ。"),
    }
    return advice[problem] % {"code": code}
