"""What goes wrong, as RFC 9457 has it: ``application/problem+json`` with a stable code, in Chinese and in English."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N

from taizhang.api.types import Code

MEDIA = "application/problem+json"
DOCS = "/api/v1/docs"

STATUS = {
    Code.UNAUTHENTICATED: 401,
    Code.CSRF: 403,
    Code.SCOPE: 403,
    Code.NOT_ALLOWED: 403,
    Code.REFUSED: 422,
    Code.NOT_FOUND: 404,
    Code.METHOD: 405,
    Code.MALFORMED: 400,
    Code.INVALID: 422,
    Code.CURSOR: 400,
    Code.KEY_MISSING: 400,
    Code.KEY_REUSED: 422,
    Code.TOO_LARGE: 413,
    Code.TOO_MANY: 429,
    Code.BROKEN: 500,
}
TITLES = {
    Code.UNAUTHENTICATED: N("没有通过身份验证"),
    Code.CSRF: N("没有接受这次提交"),
    Code.SCOPE: N("应用的范围不够"),
    Code.NOT_ALLOWED: N("没有权限"),
    Code.REFUSED: N("没有办成"),
    Code.NOT_FOUND: N("没有找到"),
    Code.METHOD: N("这个地址不接受这种方法"),
    Code.MALFORMED: N("请求读不懂"),
    Code.INVALID: N("有的字段不对"),
    Code.CURSOR: N("游标不能用"),
    Code.KEY_MISSING: N("缺少幂等键"),
    Code.KEY_REUSED: N("幂等键已用于另一个请求"),
    Code.TOO_LARGE: N("请求太大"),
    Code.TOO_MANY: N("请求过于频繁"),
    Code.BROKEN: N("服务器出错了"),
}
ADVICE = {
    Code.UNAUTHENTICATED: N("请在请求头写 Authorization: Bearer 加令牌；令牌由系统管理员在“应用和接口”页发放，可能已到期或被吊销。"),
    Code.CSRF: N("用浏览器会话调用时，请在请求头 X-CSRFToken 里带上页面的令牌；程序请改用应用令牌。"),
    Code.SCOPE: N("这项操作需要范围 %(scope)s：请系统管理员另发一个带此范围的令牌。"),
    Code.NOT_FOUND: N("编号可能有误，或不在您的岗位可见的范围内。"),
    Code.METHOD: N("可用的方法见响应头 Allow。"),
    Code.MALFORMED: N("请求体应为 UTF-8 编码的 JSON；上传文件用 multipart/form-data。"),
    Code.INVALID: N("请按 errors 里逐项改正后再发。"),
    Code.CURSOR: N("游标只能原样用于给出它的同一个查询：请从第一页重新取。"),
    Code.KEY_MISSING: N("每次写入都要带请求头 Idempotency-Key，例如一个新生成的 UUID；断线重试时用同一个键，就不会办两次。"),
    Code.KEY_REUSED: N("同一个键只能重试同一个请求：内容不同的请求请换一个新的键。"),
    Code.TOO_LARGE: N("请减小请求后再发。"),
    Code.TOO_MANY: N("请在 %(seconds)s 秒后再试。"),
    Code.BROKEN: N("这是程序的错，没有写入任何内容。请把时间和请求告诉管理员。"),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Problem(Exception):
    """A request that comes to nothing: why, in which fields, and what to do."""

    code: Code
    detail: str = ""  # in the language of the request; "" for the usual advice
    errors: Sequence[Mapping[str, str]] = ()
    words: Mapping[str, Any] = field(default_factory=dict)  # what the advice is filled in with
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    code = problem.code
    said: dict[str, Any] = {"type": f"{DOCS}#{code}", "status": STATUS[code], "code": code}
    with override("zh-hans"):
        said["title"] = _(TITLES[code])
        chinese = _advice(problem)
    with override("en"):
        said["title_en"] = _(TITLES[code])
        english = _advice(problem)
    said["detail"] = problem.detail or chinese
    said["detail_en"] = problem.detail if problem.detail and _english() else english
    if problem.errors:
        said["errors"] = list(problem.errors)
    made = HttpResponse(json.dumps(said, ensure_ascii=False), status=STATUS[code], content_type=MEDIA)
    for name, value in problem.headers.items():
        made.headers[name] = value
    made.problem = code  # type: ignore[attr-defined]
    return made


def _advice(problem: Problem) -> str:
    advice = ADVICE.get(problem.code)
    return _(advice) % problem.words if advice and problem.words else _(advice) if advice else ""


def _english() -> bool:
    return (get_language() or "").startswith("en")
