"""Personal data at rest and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.toolkit.env import SettingError
from taizhang.toolkit.secret import masked, opened, renewed, sealed

OLD, NEW = "o" * 40, "n" * 40


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13812345678", "138****5678"),
        ("41152519800101123X", "411525********123X"),
        ("0370-1234567", "**********67"),
        ("12", "****12"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_is_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_is_sealed_is_opened_and_never_looks_twice_the_same(settings: object) -> None:
    settings.FIELD_KEY = NEW  # type: ignore[attr-defined]
    assert opened(sealed("13812345678")) == "13812345678"
    assert sealed("13812345678") != sealed("13812345678")


def test_a_new_key_is_put_before_the_old_one(settings: object) -> None:
    settings.FIELD_KEY = OLD  # type: ignore[attr-defined]
    token = sealed("李")
    settings.FIELD_KEY = f"{NEW}, {OLD}"  # type: ignore[attr-defined]
    fresh = renewed(token)
    assert opened(token) == opened(fresh) == "李"
    settings.FIELD_KEY = NEW  # type: ignore[attr-defined]
    assert opened(fresh) == "李"
    with pytest.raises(SettingError, match="is not the key"):
        opened(token)


def test_what_was_altered_is_not_opened(settings: object) -> None:
    settings.FIELD_KEY = NEW  # type: ignore[attr-defined]
    token = sealed("李")
    with pytest.raises(SettingError):
        opened(token[:-4] + "AAA=")


def test_a_short_key_is_refused(settings: object) -> None:
    settings.FIELD_KEY = "short"  # type: ignore[attr-defined]
    with pytest.raises(SettingError, match="32 random letters"):
        sealed("李")


def test_without_a_setting_a_key_is_made_once_for_this_account_alone(settings: object, tmp_path: Path) -> None:
    settings.FIELD_KEY, settings.DATA = "", tmp_path  # type: ignore[attr-defined]
    token = sealed("李")
    assert opened(token) == "李"
    assert (tmp_path / "field.key").stat().st_mode & 0o777 == 0o600
