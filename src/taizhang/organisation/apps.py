"""Django's entry for this package."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, posts, people."""

    name = "taizhang.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Listen to the sign-in."""
        from taizhang.organisation.signin import listen

        listen()
