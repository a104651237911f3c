"""The API put together. Importing it takes a second or so (ninja, pydantic): only the server's addresses do."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer
from orjson import OPT_NON_STR_KEYS, dumps

from taizhang.api.door import handle_problems
from taizhang.api.problems import MEDIA, STATUS, TITLES
from taizhang.api.resources import (
    documents,
    entries,
    figures,
    journal,
    organisation,
    own,
    promises,
    taskoffice,
    tasks,
    taskwork,
)
from taizhang.api.words import SCOPES

ROOT = "/api/v1"
ABOUT = """台账的程序接口：与网页同一套权限，每个应用一个令牌。用法、示例和错误代码见 docs/api.md。"""


class Renderer(BaseRenderer):
    """JSON by orjson: UTF-8, moments with their offset."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        """The bytes of an answer."""
        return dumps(data, default=str, option=OPT_NON_STR_KEYS)


api = NinjaAPI(
    title="台账 Taizhang",
    version="1",
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="taizhang-api",
    renderer=Renderer(),
)
handle_problems(api)
for one in (own, documents, entries, figures, tasks, taskwork, taskoffice, promises, organisation, journal):
    api.add_router("", one.router)


def description() -> dict[str, Any]:
    """The OpenAPI description, problems and the token's scheme included."""
    said: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{ROOT}/"))
    parts = said.setdefault("components", {})
    parts["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "；".join(f"{scope} {words}" for scope, words in SCOPES.items()),
        }
    }
    said["security"] = [{"token": []}]
    parts.setdefault("schemas", {})["Problem"] = {
        "title": "Problem", "type": "object", "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"},
            "title_en": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
            "detail_en": {"type": "string"}, "code": {"type": "string", "enum": [code.value for code in TITLES]},
            "errors": {"type": "array", "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "detail", "detail_en")},
            }},
        },
    }  # fmt: skip
    problem = {"content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    by_status = {status: "、".join(code for code in STATUS if STATUS[code] == status) for status in STATUS.values()}
    for path in said["paths"].values():
        for operation in path.values():
            for status in (401, 403, 404, 422, 429):
                operation["responses"].setdefault(str(status), {"description": by_status[status], **problem})
    return said


def route(pattern: str) -> str:
    """/api/v1/tasks/{key} of Django's ``tasks/<int:key>``."""
    return f"{ROOT}/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
