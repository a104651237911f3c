"""The application that a WSGI server runs; a desk begins to read its documents at once."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
application = get_wsgi_application()

if settings.SOURCES:
    from taizhang.desk.views import shelf

    shelf().start()
