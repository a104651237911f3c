"""Several processes record on the same subjects at once: nothing is lost, nobody ever sees a gap or a fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from taizhang.journal import checkpoints
from taizhang.journal.models import Chain, Checkpoint, Entry
from taizhang.journal.verify import verify
from taizhang.toolkit.database import address

PROCESSES, EACH = 4, 50


def begin(seed: int) -> subprocess.Popen[str]:
    """A process that records."""
    command = [sys.executable, "-m", "taizhang.journal.tests.writer", str(seed), str(EACH)]
    environment = os.environ | {"TAIZHANG_DATABASE": address(connection.settings_dict)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing_and_never_show_a_gap_or_a_fork(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    writers = [begin(seed) for seed in range(1, PROCESSES + 1)]
    sealed = []
    while any(writer.poll() is None for writer in writers):  # look and seal while they write
        report = verify()
        assert report.sound, report.first
        sealed.append(checkpoints.checkpoint(now=timezone.now()))
    ended = [(writer.communicate(), writer.returncode) for writer in writers]
    assert [code for _, code in ended] == [0] * PROCESSES, ended[0][0][1]
    written = sum(int(output) for (output, _), _ in ended)
    assert written >= PROCESSES * EACH
    assert Entry.objects.count() == written
    lengths = Chain.objects.annotate(there=Count("entries")).values_list("length", "there")
    assert all(length == there for length, there in lengths)
    files = [read_back(each, tmp_path) for each in sealed]
    assert any(0 < each.entries < written for each in files), "no checkpoint was taken while they wrote"
    report = verify(files)
    assert (report.sound, report.entries) == (True, written), report.first


def read_back(made: Checkpoint, folder: Path) -> checkpoints.Exported:
    """A checkpoint by way of its file."""
    file = folder / f"{made.number}.json"
    file.write_text(json.dumps(checkpoints.exported(made, with_heads=True)), encoding="utf-8")
    return checkpoints.read(file)
