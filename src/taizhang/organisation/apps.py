"""Django's entry for this package."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, posts, people."""

    name = "taizhang.organisation"
    label = "organisation"
