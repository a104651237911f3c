"""The application that a WSGI server runs; a desk begins to read its documents at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
application = get_wsgi_application()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """Wait until the process that started this one has died, however that came about, and end too."""
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)  # transactions that are open are taken back by the database


if parent := multiprocessing.parent_process():
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
if settings.SOURCES:
    from taizhang.desk.views import shelf

    shelf().start()
