"""Passwords checked by a directory: a real slapd beside, over STARTTLS and TLS, and what must not get through it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from taizhang.journal.models import Entry
from taizhang.organisation import actions
from taizhang.organisation.models import Person
from taizhang.organisation.outside import Ldap
from taizhang.organisation.tests.county import NOW, PASSWORD, person
from taizhang.organisation.tests.test_signin import acts, come
from taizhang.toolkit.actor import CLOCK

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(find_spec("django_auth_ldap") is None, reason="taizhang[ldap] is not installed"),
]
ACCOUNT = "/organisation/account"
SERVER = shutil.which("slapd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/lib/openldap:/usr/libexec")
BASE, READER, THERE = "dc=dichuan", "cn=reader,dc=dichuan", "mu-lu-mi-ma-2026"
SETUP = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
TLSCertificateFile {folder}/cert.pem
TLSCertificateKeyFile {folder}/key.pem
database mdb
suffix "dc=dichuan"
rootdn "cn=root,dc=dichuan"
rootpw root
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by dn="cn=reader,dc=dichuan" read by * none
"""
ENTRY = """
dn: uid={uid},ou=people,dc=dichuan
objectClass: inetOrgPerson
uid: {uid}
cn: {uid}
sn: {uid}
{more}
"""
FIRST = """dn: dc=dichuan
objectClass: dcObject
objectClass: organization
dc: dichuan
o: dichuan

dn: ou=people,dc=dichuan
objectClass: organizationalUnit
ou: people

dn: cn=reader,dc=dichuan
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: reads
"""


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime.now(UTC) - timedelta(hours=1))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(days=1))
    named = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = made.add_extension(named, critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """OpenLDAP's server with li, zhao, and wang who has no password: its ports without and with TLS, its certificate."""
    if SERVER is None:
        pytest.skip("slapd is not installed (apt-get install slapd)")
    folder = tmp_path_factory.mktemp("slapd")
    (folder / "data").mkdir()
    _certificate(folder)
    (folder / "slapd.conf").write_text(SETUP.format(folder=folder))
    people = dict.fromkeys(("li", "zhao"), f"userPassword: {THERE}") | {"wang": "title: none"}
    entries = FIRST + "".join(ENTRY.format(uid=uid, more=more) for uid, more in people.items())
    added = [SERVER, "-Ta", "-f", str(folder / "slapd.conf")]
    subprocess.run(added, input=entries, text=True, check=True, capture_output=True)
    plain, secure = _free(), _free()
    listen = f"ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{secure}"
    command = [SERVER, "-f", str(folder / "slapd.conf"), "-h", listen, "-d", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        until = time.monotonic() + 20
        while not (_answers(plain) and _answers(secure)):
            assert server.poll() is None
            assert time.monotonic() < until
        yield plain, secure, folder / "cert.pem"
        server.terminate()


@pytest.fixture(autouse=True)
def directory(settings: Any, slapd: tuple[int, int, Path]) -> Ldap:
    """It checks passwords."""
    cache.clear()
    settings.LDAP = Ldap(f"ldap://127.0.0.1:{slapd[0]}", BASE, bind_dn=READER, bind_password="reads")
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "taizhang.organisation.ldap.Directory"]
    return settings.LDAP  # type: ignore[no-any-return]


@pytest.fixture
def li() -> Person:
    """Somebody with a one-time password that was never used."""
    made, _password = actions.add_person(login="li", name="李敏", by=CLOCK, now=NOW)
    return made


def inside(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def test_the_directory_s_password_opens_and_it_is_journalled(li: Person) -> None:
    client = Client()
    assert come(client, THERE).headers["Location"] == "/"
    assert inside(client)
    assert acts() == ["signed-in"]
    assert '"way":"ldap"' in Entry.objects.get(act="organisation.signed-in").after_text.replace(" ", "")
    assert "目录" in client.get(ACCOUNT).content.decode()


def test_no_password_of_ours_is_asked_to_be_changed(li: Person) -> None:
    assert li.must_change_password
    client = Client()
    come(client, THERE)
    assert inside(client)


def test_our_own_password_opens_as_before() -> None:
    person("zhao")
    client = Client()
    come(client, PASSWORD, "zhao")
    assert inside(client)
    assert "way" not in Entry.objects.get(act="organisation.signed-in").after_text


@pytest.mark.parametrize("password", ["wrong", " ", "*"])
def test_a_wrong_password_opens_nothing_and_is_journalled(li: Person, password: str) -> None:
    client = Client()
    come(client, password)
    assert not inside(client)
    assert acts() == ["sign-in-failed"]


def test_no_password_opens_nothing(li: Person) -> None:
    client = Client()
    come(client, "")
    assert not inside(client)


def test_five_wrong_passwords_lock_even_against_the_directory_s(li: Person) -> None:
    for _ in range(5):
        come(Client(), "wrong")
    assert acts()[-1] == "locked-out"
    cache.clear()
    assert "15 分钟后再试" in come(Client(), THERE).content.decode()


def test_who_is_in_the_directory_alone_does_not_come_in() -> None:
    client = Client()
    come(client, THERE, "zhao")
    assert not inside(client)
    assert not Person.objects.exists()


@pytest.mark.parametrize("login", ["*", "l*", "li)(uid=*", "li)(objectClass=*", "\\6ci"])
def test_a_login_is_no_pattern(li: Person, login: str) -> None:
    client = Client()
    come(client, THERE, login)
    assert not inside(client)


def test_who_has_no_password_there_has_a_wrong_one() -> None:
    person("wang")
    assert "登录名或密码不对" in come(Client(), "x", "wang").content.decode()


def test_who_was_deactivated_does_not_come_in_and_is_out_at_once(li: Person) -> None:
    client = Client()
    come(client, THERE)
    actions.deactivate(li, reason="调离", by=CLOCK, now=NOW)
    assert not inside(client)
    assert come(client, THERE).headers["Location"] == reverse("account_inactive")
    assert not inside(client)
    assert acts()[-1] == "turned-away"


def test_a_directory_that_does_not_answer_is_no_wrong_password(li: Person, settings: Any, directory: Ldap) -> None:
    li.set_unusable_password()
    li.save()
    settings.LDAP = replace(directory, url="ldap://127.0.0.1:9")
    assert "目录服务暂时连不上" in come(Client(), THERE).content.decode()
    assert acts() == []
    person("zhao")
    client = Client()
    come(client, PASSWORD, "zhao")  # the administrator comes in nevertheless
    assert inside(client)


def test_our_own_password_is_not_guessed_at_while_the_directory_does_not_answer(settings: Any, directory: Ldap) -> None:
    settings.LDAP = replace(directory, url="ldap://127.0.0.1:9")
    person("zhao")
    for _ in range(5):
        cache.clear()
        come(Client(), "guessed", "zhao")
    assert acts()[-1] == "locked-out"


def test_a_reader_whom_the_directory_refuses_is_no_wrong_password(li: Person, settings: Any, directory: Ldap) -> None:
    settings.LDAP = replace(directory, bind_password="another")
    assert "目录服务暂时连不上" in come(Client(), THERE).content.decode()


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_what_is_sent_is_encrypted(
    li: Person, settings: Any, directory: Ldap, slapd: tuple[int, int, Path], way: str
) -> None:
    plain, secure, certificate = slapd
    url = f"ldap://127.0.0.1:{plain}" if way == "starttls" else f"ldaps://127.0.0.1:{secure}"
    settings.LDAP = replace(directory, url=url, start_tls=way == "starttls", ca=str(certificate))
    client = Client()
    come(client, THERE)
    assert inside(client)


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_a_certificate_that_nobody_trusts_is_refused(
    li: Person, settings: Any, directory: Ldap, slapd: tuple[int, int, Path], way: str
) -> None:
    plain, secure, _certificate = slapd
    url = f"ldap://127.0.0.1:{plain}" if way == "starttls" else f"ldaps://127.0.0.1:{secure}"
    settings.LDAP = replace(directory, url=url, start_tls=way == "starttls")
    client = Client()
    assert "目录服务暂时连不上" in come(client, THERE).content.decode()
    assert not inside(client)


def test_another_filter_may_find_people(li: Person, settings: Any, directory: Ldap) -> None:
    settings.LDAP = replace(directory, filter="(&(objectClass=inetOrgPerson)(sn=%(user)s))")
    client = Client()
    come(client, THERE)
    assert inside(client)
    settings.LDAP = replace(directory, filter="(&(objectClass=person)(|(uid=%(user)s)(uid=zhao)))")
    come(other := Client(), THERE)  # two are nobody
    assert not inside(other)


def test_what_guards_the_account_takes_the_directory_s_password(li: Person) -> None:
    client = Client()
    come(client, THERE)
    assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": THERE})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert inside(client)
