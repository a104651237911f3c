"""Django's entry for this package."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """Promises beside outcomes."""

    name = "taizhang.promises"
    label = "promises"

    def ready(self) -> None:
        """Register the background jobs."""
        from taizhang.promises import jobs  # noqa: F401
