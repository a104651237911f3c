"""Sign-in sessions of a person: who is in, from where, and out with them. The seam to allauth's table."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from taizhang.organisation.models import Person

WAY = "way"  # where a session keeps who vouched for the person: "" for the ledger's own password, else one of these
OIDC, LDAP = "oidc", "ldap"
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class DirectoryDown(Exception):
    """The directory that checks passwords cannot be asked."""


def address(request: HttpRequest | None) -> str:
    """Where a request comes from, "" where nobody knows."""
    return request.META.get("REMOTE_ADDR", "") if request else ""


def outside(request: HttpRequest) -> bool:
    """Whether somebody else vouched for the person who is signed in, so that the ledger's password was not asked."""
    return request.session.get(WAY) in (OIDC, LDAP)


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """End every session of a person, except the one whose key is `but`; how many there were."""
    rows = [row for row in UserSession.objects.filter(user=person) if row.session_key != but]
    for row in rows:
        row.end()
    return len(rows)


def browser(agent: str) -> str:
    """Chrome · Windows, from what the browser says of itself; as it is where nothing is known."""
    found = [next((word for sign, word in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in found if word) or agent[:40]


def second_factor(person: Person) -> bool:
    """Whether a person signs in with a second factor."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())
