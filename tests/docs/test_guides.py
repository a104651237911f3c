"""The guides say what is there: commands with their options, targets of make, files that links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from taizhang.cli.main import taizhang

ROOT = Path(__file__).parents[2]
GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")])
CODE = re.compile(r"```\w*\n(?P<block>.*?)```|`(?P<inline>[^`\n]+)`", re.S)
TYPED = re.compile(r"(?:^|[\s/(])taizhang (?P<words>[a-z][^\n|)]*)")
MADE = re.compile(r"^(?:\$ )?make (?P<target>[a-z-]+)", re.M)
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)")
OWN_GUIDE = {  # the first word of a command → the guide that is about it
    "corpus": "corpus", "promises": "promises", "journal": "journal", "setup": "operations", "worker": "operations",
    "doctor": "operations", "backup": "operations", "restore": "operations",
}  # fmt: skip
TARGETS = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.M)


def code(guide: Path) -> str:
    """All code of a guide, one piece a line; comments left out."""
    pieces = (match["block"] or match["inline"] for match in CODE.finditer(guide.read_text("utf-8")))
    return re.sub(r" +#.*", "", "\n".join(pieces))


def command(words: list[str]) -> click.Command:
    """The command that `words` begin with."""
    found: click.Command = taizhang
    for word in words:
        if not isinstance(found, click.Group) or word.startswith("-"):
            return found
        assert word in found.commands, f"there is no command {word}"
        found = found.commands[word]
    return found


def every(group: click.Group, name: str = "taizhang") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    for word, found in group.commands.items():
        if isinstance(found, click.Group):
            yield from every(found, f"{name} {word}")
        else:
            yield f"{name} {word}", found


def named(guide: Path) -> str:
    return guide.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_command_in_a_guide_exists_with_its_options(guide: Path) -> None:
    for typed in TYPED.finditer(code(guide)):
        words = typed["words"].split()
        options = {name for parameter in command(words).params for name in parameter.opts} | {"-h", "--help"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= options, typed[0]


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_target_of_make_in_a_guide_exists(guide: Path) -> None:
    assert {made["target"] for made in MADE.finditer(code(guide))} <= set(TARGETS)


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_every_link_of_a_guide_leads_to_a_file(guide: Path) -> None:
    paths = [link["path"] for link in LINK.finditer(guide.read_text("utf-8"))]
    assert [path for path in paths if not (guide.parent / path).exists()] == []


@pytest.mark.parametrize(("name", "found"), [pytest.param(*each, id=each[0]) for each in every(taizhang)])
def test_every_option_is_in_the_guide_of_its_command(name: str, found: click.Command) -> None:
    first, last = name.split()[1], name.split()[-1]
    text = (ROOT / "docs" / f"{OWN_GUIDE.get(first, 'cli')}.md").read_text("utf-8")
    shared = first == "corpus" or first not in OWN_GUIDE  # a guide to several commands has a section for each
    sections = re.split(r"^## ", text, flags=re.M) if shared else [text]
    section = next(part for part in sections if not shared or f"{last}\n" in part)
    options = [parameter.opts[0] for parameter in found.params if isinstance(parameter, click.Option)]
    assert [option for option in options if not re.search(rf"(?<![\w-]){option}\b", section)] == []


@pytest.mark.parametrize(
    "guide",
    [
        "cli",
        "corpus",
        "serve",
        "repair",
        "hostile-input",
        "quality",
        "speed",
        "promises",
        "journal",
        "tasks",
        "api",
        "operations",
        "sign-in",
    ],
)
def test_both_front_pages_lead_to_every_guide(guide: str) -> None:
    for page in ("README.md", "README.zh-CN.md"):
        assert f"(docs/{guide}.md)" in (ROOT / page).read_text("utf-8"), page
