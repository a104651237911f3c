"""The application that a WSGI server runs; it begins to read its documents at once."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
application = get_wsgi_application()

from taizhang.desk.views import shelf  # noqa: E402  settings come first

shelf().start()
