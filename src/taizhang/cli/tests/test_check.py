from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from taizhang.cli.main import taizhang

SOUND = """\
dimension: output
name: 经济总量
source: {document: 统计报表制度}
indicators:
  - code: gdp
    name: 地区生产总值
    unit: 元
    nature: cumulative
    better: up
    examples: [实现地区生产总值612亿元。]
"""


def check(tmp_path: Path, **files: str) -> Result:
    folder = tmp_path / "indicators"
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return CliRunner().invoke(taizhang, ["check", str(tmp_path)])


def test_sound_definitions_pass(tmp_path: Path) -> None:
    result = check(tmp_path, a=SOUND)
    assert (result.exit_code, result.stdout) == (0, "1 files, 1 indicators, 0 problems\n")


def test_every_mistake_is_given_with_file_and_line(tmp_path: Path) -> None:
    result = check(
        tmp_path, a=SOUND.replace("better: up", "beter: up"), b=SOUND.replace("nature: cumulative", "nature: big")
    )
    assert result.exit_code == 1
    assert f'{tmp_path / "indicators" / "a.yaml"}:9: unknown key "beter"; did you mean "better"?' in result.stderr
    assert f"{tmp_path / 'indicators' / 'b.yaml'}:8:" in result.stderr


def test_one_code_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    result = check(tmp_path, a=SOUND, b=SOUND)
    assert result.exit_code == 1
    assert "gdp" in result.stderr


def test_an_empty_folder_is_not_sound(tmp_path: Path) -> None:
    assert check(tmp_path).exit_code == 1


def test_a_file_that_nothing_reads_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text(SOUND, encoding="utf-8")
    result = check(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'notes.yaml'}:1: nothing reads this file" in result.stderr
