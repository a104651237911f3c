"""Django's entry for this package."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Applications and their tokens."""

    name = "taizhang.api"
    label = "api"

    def ready(self) -> None:
        """Register the background job."""
        from taizhang.api import jobs  # noqa: F401
