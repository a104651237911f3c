"""Django's entry for this package."""

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Jobs, and the templates and styles of every page."""

    name = "taizhang.toolkit"
    label = "toolkit"
