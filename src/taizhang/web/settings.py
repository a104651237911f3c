"""Django's settings. Everything that differs between places comes from the environment; docs/serve.md lists it."""

from __future__ import annotations

import secrets
from importlib.resources import files

from taizhang.web import env

env.refuse_unknown(("SOURCES", "HOSTS", "SECRET_KEY", "DEBUG", "HTTPS", "UPLOAD_FOLDER", "UPLOAD_MB", "KEPT", "LOG"))

LOOPBACK = frozenset(("127.0.0.1", "localhost", "[::1]"))

SOURCES = env.lines("SOURCES")  # files, folders and patterns to serve, one a line
UPLOAD_FOLDER = env.text("UPLOAD_FOLDER")  # where files read through the page are kept; empty: there is no form
UPLOAD_BYTES = env.whole("UPLOAD_MB", 32, low=1, high=1024) << 20
KEPT = env.whole("KEPT", 64, low=1, high=100_000)  # readings held in memory; the others are read again when asked for

ALLOWED_HOSTS = list(env.words("HOSTS", ",".join(sorted(LOOPBACK))))
DEBUG = env.flag("DEBUG")
HTTPS = env.flag("HTTPS")
SECRET_KEY = env.text("SECRET_KEY")

if not LOOPBACK.issuperset(ALLOWED_HOSTS):
    if DEBUG:
        raise env.SettingError("TAIZHANG_DEBUG shows the inside of the server and TAIZHANG_HOSTS opens it: drop one")
    if len(SECRET_KEY) < 32:
        raise env.SettingError(
            "TAIZHANG_HOSTS opens the server to others: set TAIZHANG_SECRET_KEY to 32 random letters or more"
        )
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(48)  # on this machine alone: a new one at each start

INSTALLED_APPS = ["django.contrib.staticfiles", "csp"]
DATABASES: dict[str, object] = {}
MIDDLEWARE = [
    "taizhang.web.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "taizhang.web.middleware.limit_body",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "taizhang.web.urls"
WSGI_APPLICATION = "taizhang.web.wsgi.application"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20  # of a form's fields; files are bounded by UPLOAD_BYTES

STATIC_URL = "/static/"
STATICFILES_DIRS = [str(files("taizhang.page") / "static"), str(files("taizhang.web") / "static")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0  # asked for again each time, answered "not modified": a new release is seen at once

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "taizhang.web.views.forbidden"

USE_TZ = True
USE_I18N = False
DEFAULT_CHARSET = "utf-8"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "taizhang.web.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG", "WARNING").upper()},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
