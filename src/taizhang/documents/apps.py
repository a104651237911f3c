"""Django's entry for this package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents and the review of their readings."""

    name = "taizhang.documents"
    label = "documents"

    def ready(self) -> None:
        """Register the background job."""
        from taizhang.documents import jobs  # noqa: F401
