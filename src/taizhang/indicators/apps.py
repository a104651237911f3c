"""Django's entry for this package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and their figures."""

    name = "taizhang.indicators"
    label = "indicators"
