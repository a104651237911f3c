"""Addresses of the leader's page."""

from __future__ import annotations

from django.urls import path

from taizhang.web.leader import views

urlpatterns = [
    path("leader", views.leader, name="leader"),
    path("leader/<slug:chart>.<slug:format>", views.chart, name="leader-chart"),
    path("source/<slug:kind>/<str:key>", views.source, name="source"),
]
