"""Django must be set up before anything of it is imported."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
django.setup()
