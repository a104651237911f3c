"""Addresses of promises."""

from __future__ import annotations

from django.urls import path

from taizhang.promises import views

app_name = "promises"
urlpatterns = [
    path("promises/", views.index, name="index"),
    path("promises/<int:year>/", views.table, name="table"),
    path("promises/<int:year>/export.<str:format>", views.export, name="export"),
    path("promises/confirm", views.confirm, name="confirm"),
    path("promises/chain/", views.chain, name="chain"),
    path("promises/compare/", views.compare, name="compare"),
    path("promises/one/<int:pk>/", views.one, name="one"),
    path("promises/one/<int:pk>/<str:verb>", views.act, name="act"),
]
