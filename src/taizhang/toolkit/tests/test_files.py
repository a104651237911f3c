"""Files are kept by their digest."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from taizhang.toolkit import files


def test_what_was_kept_comes_back_and_is_kept_once(tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        digest = files.keep("台账".encode())
        assert files.keep("台账".encode()) == digest
        assert files.fetch(digest).decode() == "台账"
        assert len(list((tmp_path / "files").rglob("*/*"))) == 1


def test_an_altered_file_is_not_handed_out(tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        digest = files.keep(b"one")
        files.where(digest).write_bytes(b"two")
        with pytest.raises(ValueError, match="is not what was kept"):
            files.fetch(digest)


@pytest.mark.parametrize("name", ["../../etc/passwd", "ab", "", "A" * 64])
def test_a_name_that_is_no_digest_leads_nowhere(name: str, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path), pytest.raises(ValueError, match="is no digest"):
        files.fetch(name)
