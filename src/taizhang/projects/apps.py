"""Django's entry for this package."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects and systems."""

    name = "taizhang.projects"
    label = "projects"
