"""Addresses of the platform. What a package answers for is in its own `urls`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from taizhang.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("taizhang.web.leader.urls")),
    path("search", views.search, name="search"),
    path("language", views.language, name="set_language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", include("taizhang.organisation.urls")),
    path("", include("taizhang.documents.urls")),
    path("", include("taizhang.promises.urls")),
    path("", include("taizhang.tasks.urls")),
    path("", include("taizhang.api.urls")),
]
handler400 = views.malformed
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.broken
