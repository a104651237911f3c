"""A backup holds one moment of the ledger, is whole or refused, and gives the same ledger back."""

from __future__ import annotations

import json
import random
import tarfile
from pathlib import Path

import pytest
from place import Place, line

pytestmark = pytest.mark.database
HELD = "{m.__name__: m.objects.count() for m in (Document, Entry, Figure, Task, Project, Line)} | {'sound': verify().sound}"
WRITER = """
for number in range(10_000):
    data = f"第{number}号文件".encode()
    from taizhang.documents.actions import upload
    upload(f"{number}.txt", data, by=clerk(), now=timezone.now())
    print(number, flush=True)
"""


def backed_up(ledger: Place, *options: str) -> Path:
    out = ledger.folder.parent / "ledger.tar"
    done = ledger.run("backup", "--out", out, *options)
    assert done.returncode == 0, done.stderr
    assert "all is whole" in done.stdout
    return out


def test_a_restored_ledger_is_the_one_that_was_backed_up(sample: Place, county: Place, elsewhere: Place) -> None:
    file = backed_up(county)
    done = elsewhere.run("restore", file)
    assert done.returncode == 0, done.stderr
    assert "the journal is whole" in done.stdout
    assert elsewhere.ask(HELD) == county.ask(HELD)
    assert sorted(p.name for p in (elsewhere.folder / "files").glob("??/*")) == sorted(
        p.name for p in (sample.folder / "files").glob("??/*")
    )


def test_a_backup_made_while_others_write_is_of_one_moment(county: Place, elsewhere: Place) -> None:
    writer = county.program(WRITER)
    assert line(writer)
    file = backed_up(county)
    seen = int(line(writer))
    assert writer.poll() is None, "the writer went on meanwhile"
    writer.kill()
    assert elsewhere.run("restore", file).returncode == 0
    found = elsewhere.ask(
        "{'asked': Job.objects.filter(kind='documents.read').count(), 'documents': Document.objects.count(),"
        " 'told': Line.objects.filter(act='document.uploaded').count(), 'sound': verify().sound,"
        " 'whole': all(__import__('taizhang.toolkit.files').toolkit.files.fetch(d.digest) for d in Document.objects.all())}"
    )
    assert found["documents"] == found["told"] == found["asked"] > 3
    assert found["sound"]
    assert found["whole"]
    assert seen >= 0


def test_a_flipped_byte_anywhere_is_refused_with_the_name_of_what_is_damaged(county: Place, elsewhere: Place) -> None:
    import django

    django.setup()
    from taizhang.web.backup import unpack
    from taizhang.web.dumps import Trouble

    file = backed_up(county)
    with tarfile.open(file) as tar:
        members = tar.getmembers()
    chance = random.Random(20261124)
    whole = file.read_bytes()
    for member in members:
        places = [member.offset + chance.randrange(100)]  # of its head
        places += [member.offset_data + chance.randrange(member.size) for _ in range(4)]
        for at in places:
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
            with pytest.raises(Trouble, match=member.name.partition(".")[0]):
                unpack(file, None)
    done = elsewhere.run("restore", file)  # the last one
    assert done.returncode == 1
    assert members[-1].name.partition(".")[0] in done.stderr
    assert not (elsewhere.folder / "files").exists()


def test_a_backup_that_ends_early_is_refused(county: Place) -> None:
    file = backed_up(county)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    done = county.run("restore", "--check", file)
    assert done.returncode == 1
    assert "damaged" in done.stderr


def test_a_ledger_in_use_is_not_overwritten_unless_asked_for_and_then_moved_aside(county: Place) -> None:
    file = backed_up(county)
    refused = county.run("restore", file)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    user = county.program("Document.objects.count(); print('in', flush=True); __import__('threading').Event().wait()")
    assert line(user) == "in"
    refused = county.run("restore", "--replace", file)
    assert refused.returncode == 1
    assert "stop the server" in refused.stderr
    user.kill()
    user.wait()
    before = county.ask(HELD)
    done = county.run("restore", "--replace", file)
    assert done.returncode == 0, done.stderr
    assert "moved aside" in done.stdout
    assert county.ask(HELD) == before


def test_keys_are_in_a_backup_only_when_asked_for(county: Place, elsewhere: Place) -> None:
    county.ask("__import__('taizhang.toolkit.secret').toolkit.secret.sealed('13800000000')")
    with tarfile.open(backed_up(county)) as tar:
        assert not [name for name in tar.getnames() if name.startswith("keys/")]
    done = elsewhere.run("restore", county.folder.parent / "ledger.tar")
    assert "The key of personal data is not the one" in done.stderr
    (county.folder.parent / "ledger.tar").unlink()
    done = elsewhere.run("restore", "--replace", backed_up(county, "--with-keys"))
    assert "The key of personal data" not in done.stderr
    assert (elsewhere.folder / "field.key").read_bytes() == (county.folder / "field.key").read_bytes()
    assert (elsewhere.folder / "field.key").stat().st_mode & 0o777 == 0o600


def test_a_document_that_was_altered_on_the_disk_is_left_out_and_told(county: Place) -> None:
    altered = next((county.folder / "files").glob("??/*"))
    altered.write_bytes(b"something else")
    done = county.run("backup", "--out", county.folder.parent / "ledger.tar")
    assert done.returncode == 1
    assert f"files/{altered.parent.name}/{altered.name} was altered" in done.stderr


def test_a_backup_of_a_newer_version_is_refused_before_anything_is_touched(county: Place, elsewhere: Place) -> None:
    statement = "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '9999_later', '2030-01-01')"
    county.ask(f"from django.db import connection\nanswer = [connection.cursor().execute({statement!r})] and 0")
    done = elsewhere.run("restore", backed_up(county))
    assert done.returncode == 1
    assert "tasks.9999_later" in done.stderr
    assert elsewhere.run("doctor").stdout.count("it was not set up") == 1


def test_a_backup_is_for_its_owner_alone_and_does_not_take_the_place_of_another(county: Place) -> None:
    file = backed_up(county)
    assert file.stat().st_mode & 0o777 == 0o600
    done = county.run("backup", "--out", file)
    assert done.returncode == 1
    assert "give another name" in done.stderr


def test_the_manifest_says_what_the_ledger_held(county: Place) -> None:
    with tarfile.open(backed_up(county)) as tar:
        kept = tar.extractfile("manifest.json")
        assert kept
        manifest = json.load(kept)
    assert manifest["counts"]["tables"]["documents_document"] == 3
    assert "documents.0001_initial" in manifest["counts"]["migrations"]
    assert len(manifest["counts"]["heads"]) == 64
