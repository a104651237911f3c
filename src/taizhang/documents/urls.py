"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from taizhang.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.index, name="index"),
    path("documents/upload", views.upload, name="upload"),
    path("documents/<int:key>/", views.review, name="review"),
    path("documents/<int:key>/original", views.original, name="original"),
    path("documents/<int:key>/changes", views.changes, name="changes"),
    path("documents/<int:key>/add", views.add, name="add"),
    path("documents/<int:key>/accept-sure", views.accept_sure, name="accept-sure"),
    path("documents/<int:key>/undo", views.undo, name="undo"),
    path("documents/<int:key>/read-again", views.read_again, name="read-again"),
    path("documents/<int:key>/publish", views.publish, name="publish"),
    path("documents/<int:key>/discard", views.discard, name="discard"),
    path("entries/<int:key>", views.act, name="act"),
]
