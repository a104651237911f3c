"""Django's settings. Everything that differs between places comes from the environment; docs/serve.md lists it."""

from __future__ import annotations

import secrets
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from taizhang.organisation import outside
from taizhang.toolkit import env
from taizhang.toolkit.database import database
from taizhang.toolkit.keyfile import kept

env.refuse_unknown(
    (
        "SOURCES", "HOSTS", "SECRET_KEY", "DEBUG", "HTTPS", "UPLOAD_FOLDER", "UPLOAD_MB", "KEPT", "LOG", "DATA", "DATABASE",
        "DURABLE", "FIELD_KEY", "PROCESSES", "OIDC_ISSUER", "OIDC_CLIENT", "OIDC_SECRET", "OIDC_NAME", "OIDC_CLAIM", "LDAP_URL",
        "LDAP_BASE", "LDAP_FILTER", "LDAP_BIND_DN", "LDAP_BIND_PASSWORD", "LDAP_CA",
    )
)  # fmt: skip

LOOPBACK = frozenset(("127.0.0.1", "localhost", "[::1]"))

SOURCES = env.lines("SOURCES")  # a desk over files, folders and patterns, one a line; empty: the county's ledger
UPLOAD_FOLDER = env.text("UPLOAD_FOLDER")  # the desk's: where files read through the page are kept; empty: no form
UPLOAD_BYTES = env.whole("UPLOAD_MB", 32, low=1, high=1024) << 20
PROCESSES = env.whole("PROCESSES", 1, low=1, high=64)  # that answer requests
KEPT = env.whole("KEPT", 64, low=1, high=100_000)  # the desk's: readings held in memory; others are read again

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
DATA = Path(env.text("DATA", "var"))  # the database file and the documents
if not SECRET_KEY:  # on this machine alone: a desk has a new one at each start, the ledger keeps its own
    SECRET_KEY = secrets.token_urlsafe(48) if SOURCES else kept(DATA / "secret.key")
DATABASES = {"default": database(env.text("DATABASE"), DATA, durable=env.flag("DURABLE"))}
FIELD_KEY = env.text("FIELD_KEY")  # encrypts personal data; empty: one in DATA, made at setup
if PROCESSES > 1:
    if SOURCES:
        raise env.SettingError("TAIZHANG_PROCESSES: a desk holds its readings in one process; drop it")
    CACHES = {  # what they count together: attempts to sign in
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(DATA / "cache")}
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taizhang.toolkit",
    "taizhang.web",
    "csp",
    "django_htmx",
    "taizhang.journal",
    "taizhang.organisation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "taizhang.indicators",
    "taizhang.projects",
    "taizhang.tasks",
    "taizhang.documents",
    "taizhang.promises",
    "taizhang.api",
]
AUTH_USER_MODEL = "organisation.Person"
OIDC = outside.oidc()  # a provider that vouches for people, or None
LDAP = outside.ldap()  # a directory that checks passwords after the ledger's own, or None
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if LDAP is not None:
    AUTHENTICATION_BACKENDS.append("taizhang.organisation.ldap.Directory")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "taizhang.organisation.hashers.OneTimeHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # what another system brought; renewed at the next sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "taizhang.organisation.signin.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, or after SESSION_COOKIE_AGE
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "120/m/ip,5/15m/key"}  # a county may come from one address
SOCIALACCOUNT_ADAPTER = "taizhang.organisation.oidc.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # nobody is known by an address
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = False
MFA_ADAPTER = "taizhang.organisation.signin.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is off by half a minute
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False  # it would write at each request
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MIDDLEWARE = [
    "taizhang.toolkit.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "taizhang.toolkit.middleware.limit_body",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "taizhang.organisation.middleware.change_password_first",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # each package's own `jinja2` folder
        "OPTIONS": {
            "environment": "taizhang.toolkit.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "taizhang.web.context.frame",
            ],
        },
    },
    {  # for what libraries bring
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
ROOT_URLCONF = "taizhang.desk.urls" if SOURCES else "taizhang.web.urls"
TOO_LARGE_VIEW = "taizhang.desk.views.too_large" if SOURCES else "taizhang.web.views.too_large"
WSGI_APPLICATION = "taizhang.web.wsgi.application"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20  # of a form's fields; files are bounded by UPLOAD_BYTES

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    str(files("taizhang.page") / "static"),
    str(files("taizhang.desk") / "static"),
    *(("ninja", f"{folder}/static/ninja") for folder in find_spec("ninja").submodule_search_locations),  # type: ignore[union-attr]  # as an app it would take a second of every start
]
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
CSRF_FAILURE_VIEW = "taizhang.desk.views.forbidden" if SOURCES else "taizhang.web.views.forbidden"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
DEFAULT_CHARSET = "utf-8"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "taizhang.toolkit.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG", "WARNING").upper()},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
