"""Django's entry for this package."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal."""

    name = "taizhang.journal"
    label = "journal"
