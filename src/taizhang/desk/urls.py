"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.http import require_POST, require_safe

from taizhang.desk import views

urlpatterns = [
    path("", require_safe(views.index), name="index"),
    path("upload/", require_POST(views.upload), name="upload"),
    path("readings/<str:id>/", require_safe(views.page), name="page"),
    path("readings/<str:id>/document", require_safe(views.document), name="document"),
    re_path(
        r"^readings/(?P<id>[^/]+)/facts\.(?P<format>jsonl|json|csv|xlsx|parquet)$",
        require_safe(views.facts),
        name="facts",
    ),
    path("healthz", require_safe(views.healthz), name="healthz"),
]
handler404 = views.not_found
handler500 = views.broken
