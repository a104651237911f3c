"""Addresses of tasks."""

from __future__ import annotations

from django.urls import path

from taizhang.tasks.views import lists, public, single, work

app_name = "tasks"
urlpatterns = [
    path("tasks/", lists.index, name="index"),
    path("tasks/board", lists.board, name="board"),
    path("tasks/calendar", lists.calendar, name="calendar"),
    path("tasks/units", lists.units, name="units"),
    path("tasks/export.<str:format>", lists.export, name="export"),
    path("tasks/inbox", work.inbox, name="inbox"),
    path("tasks/sign", work.sign_all, name="sign-all"),
    path("tasks/monthly", work.monthly, name="monthly"),
    path("tasks/new", work.new, name="new"),
    path("tasks/assign", work.assign, name="assign"),
    path("tasks/lists", work.lists, name="lists"),
    path("tasks/lists/<int:pk>", public.practical, name="practical"),
    path("tasks/lists/<int:pk>/head", public.head, name="head"),
    path("tasks/lists/<int:pk>/publish", public.publish, name="publish"),
    path("tasks/import", work.import_, name="import"),
    path("tasks/import/<int:pk>", work.imported, name="imported"),
    path("tasks/public", public.public, name="public"),
    path("tasks/public/<int:pk>", public.rate, name="rate"),
    path("tasks/feed", public.feed, name="feed"),
    path("tasks/feed/<str:secret>.ics", public.calendar_file, name="calendar-file"),
    path("tasks/<int:pk>/", single.task, name="task"),
    path("tasks/<int:pk>/steps/<int:step>", single.step, name="step"),
    path("tasks/<int:pk>/requests/<int:key>", single.decide, name="decide"),
    path("tasks/<int:pk>/evidence/<int:key>", single.evidence, name="evidence"),
    path("tasks/<int:pk>/clear-light", single.clear_light, name="clear-light"),
    path("tasks/<int:pk>/<str:name>", single.act, name="act"),
]
