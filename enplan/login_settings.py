"""The part of the settings that is about logins: how long they last, and how many tries there are."""

from datetime import timedelta

from enplan.environment import number

# How long a login lasts without anything being done, and at most. Fewer for private persons: a telephone is lent out.
IDLE_MINUTES_STAFF = number("ENPLAN_IDLE_MINUTES_STAFF", 60)
IDLE_MINUTES_PRIVATE = number("ENPLAN_IDLE_MINUTES_PRIVATE", 30)
LOGIN_HOURS_STAFF = number("ENPLAN_LOGIN_HOURS_STAFF", 10)
LOGIN_HOURS_PRIVATE = number("ENPLAN_LOGIN_HOURS_PRIVATE", 4)

SESSION_ENGINE = "enplan.accounts.logins.store"
SESSION_COOKIE_AGE = max(LOGIN_HOURS_STAFF, LOGIN_HOURS_PRIVATE) * 60 * 60  # seconds

# Wrong passwords: counted by account and machine together, so that nobody can lock somebody else out from afar.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "enplan.accounts.logins.security_log.hidden_name"
AXES_CLIENT_IP_CALLABLE = "enplan.accounts.logins.network_address.of"
AXES_LOCKOUT_CALLABLE = "enplan.accounts.logins.views.too_many_tries"
AXES_SENSITIVE_PARAMETERS = ["username", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who has logged in stands in the security log, without names
AXES_VERBOSE = False
OTP_EMAIL_SUBJECT = "Din kode / Your code"
OTP_EMAIL_BODY_TEMPLATE_PATH = "accounts/code_email.txt"
