"""The one settings module, driven by the environment and safe by default.

ENPLAN_MODE is `production` unless it says `demo` or `test`. What is missing or unsafe is gathered while this is read,
and said at the end, all of it (`enplan.starting`).
"""

import os
from pathlib import Path
from typing import Any

from enplan import starting
from enplan.api_settings import *  # noqa: F403  # a part of this module, in a room of its own
from enplan.environment import database, https_address, line, number, one_of
from enplan.login_providers import providers_from_environment
from enplan.login_settings import *  # noqa: F403  # a part of this module, in a room of its own
from enplan.schedule import SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("ENPLAN_VAR", BASE_DIR / "var"))
# Photos and scans: in no folder that a web server shows, and kept together with the database.
FILES_DIR = Path(os.environ.get("ENPLAN_FILES", VAR_DIR / "files"))

MODE = one_of("ENPLAN_MODE", ("production", "demo", "test"))
IS_PRODUCTION = MODE == "production"

SECRET_KEY = os.environ.get("ENPLAN_SECRET_KEY") or "not-a-secret: only for demo and test"

DEMO_LOGIN = os.environ.get("ENPLAN_DEMO_LOGIN") == "1" and not IS_PRODUCTION

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("ENPLAN_HOSTS", "").split(",") if host]
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
MUNICIPALITY = line("ENPLAN_MUNICIPALITY") or ("" if IS_PRODUCTION else "Nordby Kommune")
# The citizen sees when, which department and why; the employee's name as a rule not (C-579/21; Datatilsynet).
LOOK_LOG_SHOWS_NAMES = os.environ.get("ENPLAN_LOOK_LOG_SHOWS_NAMES") == "1"

# Where “Gå hurtigt væk” leads: a page that anybody might have open, and that says nothing of where one came from.
WAY_OUT = https_address("ENPLAN_WAY_OUT", "https://www.dmi.dk/")

# Said to the citizen as it stands here; left out, the pages say so and name whom to ask.
DATA_ADVISER, COMPLAINTS_TO = line("ENPLAN_DATA_ADVISER"), line("ENPLAN_COMPLAINTS_TO")
DATA_BASIS, DATA_KEPT = line("ENPLAN_DATA_BASIS"), line("ENPLAN_DATA_KEPT")
# Where the municipality's accessibility statement stands (was.digst.dk), for the foot of every page.
ACCESSIBILITY_STATEMENT = https_address("ENPLAN_ACCESSIBILITY_STATEMENT", "")

# Not an administrator's pages but settings: whoever stands in the log shall not be able to shorten it.
LOOK_LOG_MONTHS = number("ENPLAN_LOOK_LOG_MONTHS", 24)
LOOK_QUESTION_DAYS = number("ENPLAN_LOOK_QUESTION_DAYS", 14)
SEARCHES_OUTSIDE_AN_HOUR = number("ENPLAN_SEARCHES_OUTSIDE_AN_HOUR", 40)
CONVERSATION_DRAFT_DAYS = number("ENPLAN_CONVERSATION_DRAFT_DAYS", 30)
PLAN_KEPT_YEARS = number("ENPLAN_PLAN_KEPT_YEARS", 10) if os.environ.get("ENPLAN_PLAN_KEPT_YEARS") else 0

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_email",
    "enplan.accounts",
    "enplan.audit",
    "enplan.mail",
    "enplan.web",
    "citizens",
    "plans",
    "integrations",
    "enplan.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "enplan.web.middleware.SecurityHeadersMiddleware",
    "enplan.web.compressing.CompressPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "enplan.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "enplan.accounts.openid.recheck.RecheckMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "enplan.web.reading_mode.ReadingModeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "enplan.accounts.logins.middleware.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "enplan.web.unsaved.middleware.UnsavedMiddleware",
    "axes.middleware.AxesMiddleware",
    "enplan.web.moment.OneMomentMiddleware",  # the last: nothing but the view is inside its transaction
]

ROOT_URLCONF = "enplan.urls"
WSGI_APPLICATION = "enplan.wsgi.application"
FORM_RENDERER = "enplan.web.forms.DesignSystemRenderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "enplan.web.context.site",
                "enplan.accounts.logins.context.login_time",
            ],
            # An undefined variable is a mistake: the text fails any test whose page shows it.
            "string_if_invalid": "UDEFINERET(%s)" if MODE == "test" else "",
        },
    }
]

DATABASES = {
    "default": database(f"sqlite:///{VAR_DIR / 'enplan.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer, and a transaction that will write takes its place at once.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    )
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Every question here is for few rows of many, on disks without a head that moves: PostgreSQL's own figures, made
    # for disks that turn, let it read whole tables. ?options= in DATABASE_URL takes the place of this.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1 -c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# guardian's backend is left out on purpose: `user.has_perm` joins past the grants' periods. See plans.permissions.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "enplan.accounts.backend.AccountsBackend"]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # the backend left out above
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
# Login outside the program: with MitID for citizens, the municipality's own for employees. Not described: not there.
LOGIN_PROVIDERS = providers_from_environment(is_production=IS_PRODUCTION)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests make hundreds of users

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "enplan.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from beside the process, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
IS_BEHIND_PROXY = os.environ.get("ENPLAN_BEHIND_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["enplan.web.uploads.LimitedUploadHandler"]
LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes, of one file

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is stored by chance
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests look a file up when it is asked for: no static root is built, and no client lists every file first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"

# How much of the usual time passes before a measure that does not go as agreed is followed up again, in per cent.
OFF_TRACK_PERCENT = number("ENPLAN_OFF_TRACK_PERCENT", 50, most=100)

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem") and not IS_PRODUCTION:
    # One folder in and out. It loses a running job when its worker is killed: the delivery row is the carrier.
    QUEUE_DIR = VAR_DIR / "queue"
    QUEUE_DIR.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR),
        "data_folder_out": str(QUEUE_DIR),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.05,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_DB_REUSE_MAX = 1_000_000  # never a new connection for each task; enplan.celery closes the broken ones
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_TIMEZONE = "Europe/Copenhagen"
# Off in tests: they deliver themselves, or start a worker of their own.
NUDGE_WORKERS = MODE != "test" or os.environ.get("ENPLAN_NUDGE_WORKERS") == "1"

# Letters go by SMTP; where no mail server is named outside production, they are files under var/mail.
EMAIL_HOST = os.environ.get("ENPLAN_SMTP_HOST", "localhost")
EMAIL_PORT = number("ENPLAN_SMTP_PORT", 587 if IS_PRODUCTION else 25, most=65535)
EMAIL_HOST_USER = os.environ.get("ENPLAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ENPLAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ENPLAN_SMTP_TLS", "1" if IS_PRODUCTION else "0") == "1"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("ENPLAN_MAIL_FROM", "ingen-svar@localhost")
if not IS_PRODUCTION and "ENPLAN_SMTP_HOST" not in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
# Where the program is found from outside, for the links in letters: a worker has no request to read it from.
ADDRESS = os.environ.get("ENPLAN_ADDRESS", "").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0]}" if IS_PRODUCTION and ALLOWED_HOSTS else "http://localhost:8000"
)

LOG_FORMAT = one_of("ENPLAN_LOG_FORMAT", ("line", "json"))
# What /metrics asks for; without one the address is closed to everybody.
METRICS_TOKEN = line("ENPLAN_METRICS_TOKEN")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "enplan.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # As JSON each try of a delivery is told, by its id; as lines for people only what went wrong.
    "loggers": {
        "enplan.deliveries": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        "enplan.security": {"level": "INFO" if IS_PRODUCTION else "WARNING"},
        "axes": {"level": "CRITICAL"},  # it tells who tried and from where
    },
}

if IS_PRODUCTION:
    starting.must_be_safe(
        key=os.environ.get("ENPLAN_SECRET_KEY", ""),
        hosts=ALLOWED_HOSTS,
        database=os.environ.get("DATABASE_URL", ""),
        broker=os.environ.get("CELERY_BROKER_URL", ""),
        address=ADDRESS if ALLOWED_HOSTS else "https://left.out",
        municipality=MUNICIPALITY,
        has_demo_login=os.environ.get("ENPLAN_DEMO_LOGIN") == "1",
        is_behind_proxy=IS_BEHIND_PROXY,
        metrics_token=METRICS_TOKEN,
    )
starting.refuse()
