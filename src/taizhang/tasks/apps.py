"""Django's entry for this package."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks, their lists, progress and close-out."""

    name = "taizhang.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Make known the background's jobs, the figures that are offered, and what goes with a person who leaves."""
        from taizhang.organisation import matters
        from taizhang.tasks import jobs, offers, queries
        from taizhang.tasks.actions.assigning import move_person, open_with

        jobs.light, jobs.read_table  # noqa: B018  registered by being there
        offers.register(queries.ledger_offers)
        matters.register(matters.Matters("task", "承办的任务", open_with, move_person))
