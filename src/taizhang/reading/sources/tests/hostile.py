"""Documents made to hurt, each with what opening it may give: codes of errors, "opened", or either.

Run as a module (on Linux), it opens each in a process of its own and prints the table of docs/hostile-input.md::

    python -m taizhang.reading.sources.tests.hostile
"""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from taizhang.reading.sources import Code, SourceError, guard, open_sources
from taizhang.reading.sources.tests import made

MB = 1_000_000
OPENED = "opened"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Case:
    """What it is, its bytes when asked for, and the answers allowed."""

    name: str
    make: Callable[[], bytes]
    answers: frozenset[str]

    @property
    def is_heavy(self) -> bool:
        """Whether it takes seconds or hundreds of megabytes to make or to open."""
        return " MB" in self.name or " GB" in self.name or "2,000 pages" in self.name


def junk(size: int) -> bytes:
    """Bytes without sense, the same each time."""
    return random.Random(1).randbytes(size)


def office(document: bytes | str, part: str = "word/document.xml") -> bytes:
    """A minimal Office file with this main part."""
    return made.zipped({"[Content_Types].xml": "<Types/>", part: document})


def bomb(part: str, size: int = 1000 * MB) -> bytes:
    """An Office file or archive whose part unpacks to zeros: a thousandth of them packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml" if "/" in part else "readme.txt", "<Types/>")
        with archive.open(part, "w") as file:
            for _ in range(size // MB):
                file.write(b" " * MB)
    return stream.getvalue()


def sparse_sheet() -> bytes:
    """A sheet with a cell in its first and its last place: 17 thousand million places between."""
    return _workbook(lambda sheet: (sheet.write("A1", 1), sheet.write("XFD1048576", 2)))


def _workbook(fill: Callable[[Any], object]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book.add_worksheet("指标"))
    book.close()
    return stream.getvalue()


def pdf_of(pages: int, content: bytes = b"") -> bytes:
    """A PDF of so many pages that share one packed content stream."""
    packed = zlib.compress(content, 9)
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 595 842]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>".encode(),
        f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"] * pages,
    ]
    body, places = b"%PDF-1.7\n", []
    parts = [body]
    at = len(body)
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj" % number + content + b"endobj\n")
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table)
    parts.append(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
    return b"".join(parts)


def png(width: int, height: int) -> bytes:
    """A PNG that says that it is of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def looping_ole() -> bytes:
    """An old Word document whose allocation table leads from each sector to itself."""
    data = bytearray((made.DATA / "report.doc").read_bytes())
    table = 512 * (1 + struct.unpack_from("<I", data, 0x4C)[0])
    struct.pack_into("<128I", data, table, *range(128))
    return bytes(data)


def lied_piece_table() -> bytes:
    """An old Word document whose piece table promises two thousand million characters."""
    data = (made.DATA / "report.doc").read_bytes()
    at = data.index(b"\xec\xa5") + 0x4C
    return data[:at] + struct.pack("<i", 2**31 - 1) + data[at + 4 :]


def entities(name: str, root: str) -> bytes:
    """A thousand million "lol" in nine entities."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {name} [<!ENTITY l0 "lol">{lines}]>{root}'.encode()


def nested(tag: str, depth: int = 100_000) -> bytes:
    """A page of elements in each other."""
    return b"<html><body>" + f"<{tag}>".encode() * depth + "增长6%".encode() + f"</{tag}>".encode() * depth


def _truncated(name: str, make: Callable[[], bytes], codes: Set[str]) -> Iterator[Case]:
    for percent in (1, 10, 50, 90, 99):
        yield Case(
            f"{name} cut off at {percent} %",
            partial(_cut, make, percent),
            frozenset(codes | {Code.EMPTY} | ({OPENED} if percent == 99 else set())),
        )


def _cut(make: Callable[[], bytes], percent: int) -> bytes:
    data = make()
    return data[: max(1, len(data) * percent // 100)]


def many_members() -> bytes:
    """An archive of 20,000 files."""
    return made.zipped({f"{number}.txt": "x" for number in range(20_000)})


def archives_of_bombs() -> bytes:
    """An archive of archives that each unpack to 50 MB."""
    inner = bomb("a.txt", 50 * MB)
    return made.zipped({f"{number}.zip": inner for number in range(50)})


def cases() -> list[Case]:
    """All of them."""
    damaged: Set[str] = {Code.DAMAGED}
    any_text: Set[str] = {Code.NOT_TEXT, Code.UNSUPPORTED}
    made_by_hand: list[tuple[str, Callable[[], bytes], Set[str]]] = [
        ("empty", lambda: b"", {Code.EMPTY}),
        ("blanks only", lambda: b" \r\n\t" * 1000, {Code.EMPTY}),
        ("binary junk, 1 MB", lambda: junk(MB), any_text),
        ("binary junk, 60 MB", lambda: junk(60 * MB), any_text),
        ("zeros, 60 MB", lambda: bytes(60 * MB), any_text),
        ("junk that starts as PDF", lambda: b"%PDF-1.7\n" + junk(MB), damaged),
        ("junk that starts as ZIP", lambda: b"PK\x03\x04" + junk(MB), damaged),
        ("junk that starts as OLE", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + junk(MB), {Code.UNSUPPORTED}),
        ("junk that starts as OLE, with the names of Word", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + junk(MB) + "WordDocument".encode("utf-16-le"), damaged),
        ("junk that starts as a page", lambda: b"<html>" + junk(MB), any_text),
        ("text, 100 MB", lambda: made.REPORT.encode() * (100 * MB // len(made.REPORT.encode())), {Code.TOO_LARGE}),
        ("text, 60 MB", lambda: made.REPORT.encode() * (60 * MB // len(made.REPORT.encode())), {OPENED}),
        ("text in GB18030, 60 MB", lambda: made.REPORT.encode("gb18030") * 60_000, {OPENED}),
        ("text of blanks and a word, 60 MB", lambda: b" " * (60 * MB) + b"x", {OPENED}),
        ("page of paragraphs, 60 MB", lambda: b"<html>" + "<p>增长6%".encode() * (60 * MB // 10), {Code.TOO_SLOW, Code.TOO_HEAVY}),
        ("page of blanks, 60 MB", lambda: b"<html><p>x" + b" \n" * (30 * MB) + b"x", {OPENED}),
        ("page of <, 5 MB", lambda: b"<html>" + b"<" * (5 * MB), {OPENED}),
        ("page of an open tag, 5 MB", lambda: b"<html><p " + b"a=b " * (MB * 5 // 4), {Code.EMPTY}),
        *[(f"<{tag}> nested 100,000 deep", partial(nested, tag), {Code.TOO_DEEP, OPENED}) for tag in ("div", "b", "span", "table", "blockquote")],
        ("table whose cells cover 1,000 × 65,534", lambda: b"<html><table>" + b"<tr><td colspan=1000 rowspan=65534>1<td>2" * 2000, {Code.TOO_MANY}),
        ("Word, XML nested 100,000 deep", lambda: office(f"<w:document {WORD}><w:body>" + "<w:sdt>" * 100_000), {Code.TOO_DEEP}),
        ("Word, entity bomb", lambda: office(entities("w", f"<w:document {WORD}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>")), damaged),
        ("Word, entity that names a file", lambda: office(f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {WORD}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'), damaged),
        ("XML, entity bomb", lambda: entities("a", "<a>&l9;</a>"), {Code.UNSUPPORTED}),
        ("page, entity bomb", lambda: entities("html", "<html><body>&l9;</body></html>"), {OPENED}),
        ("Word, 200 MB of XML", lambda: office(f"<w:document {WORD}><w:body>" + "<w:p><w:r><w:t>增长6%</w:t></w:r></w:p>" * (200 * MB // 48) + "</w:body></w:document>"), {Code.TOO_HEAVY, Code.TOO_SLOW}),
        ("Word, 20 MB of XML", lambda: office(f"<w:document {WORD}><w:body>" + "<w:p><w:r><w:t>增长6%</w:t></w:r></w:p>" * (20 * MB // 48) + "</w:body></w:document>"), {OPENED}),
        ("Word, bomb of 1 GB", partial(bomb, "word/document.xml"), {Code.BOMB}),
        ("workbook, bomb of 1 GB", partial(bomb, "xl/workbook.xml"), {Code.BOMB}),
        ("workbook, first and last cell of a sheet", sparse_sheet, {Code.TOO_HEAVY, Code.TOO_SLOW}),
        ("archive, bomb of 1 GB", partial(bomb, "a.txt"), {Code.TOO_LARGE, OPENED}),
        ("archive of 50 archives of 50 MB each", archives_of_bombs, {Code.BOMB, Code.EMPTY, OPENED}),
        ("archive of 20,000 files", many_members, {Code.TOO_MANY}),
        ("archive in archive in archive", lambda: made.zipped({"a.zip": made.zipped({"b.zip": made.zipped({"c.txt": "x"})})}), {Code.ARCHIVE}),
        ("Word, password", lambda: (made.DATA / "locked.docx").read_bytes(), {Code.LOCKED}),
        ("PDF, password", lambda: (made.DATA / "locked.pdf").read_bytes(), {Code.LOCKED}),
        ("old Word, sectors in a loop", looping_ole, damaged),
        ("old Word, lying about its length", lied_piece_table, damaged),
        ("PDF of 10,000 pages", partial(pdf_of, 10_000, b"BT /F 12 Tf (x) Tj ET"), {Code.TOO_MANY}),
        ("PDF of 2,000 pages of text", partial(pdf_of, 2000, b"BT /F 12 Tf " + b"(growth of 6.2 per cent in the year) Tj " * 30 + b"ET"), {OPENED}),
        ("PDF, content stream of 500 MB", lambda: pdf_of(1, b"BT /F 12 Tf (growth) Tj ET " * (500 * MB // 27)), {Code.TOO_HEAVY, Code.TOO_SLOW}),
        ("PDF, states nested a million deep", lambda: pdf_of(1, b"q " * MB + b"BT /F 12 Tf (x) Tj ET"), {OPENED}),
        ("picture of 50,000 × 50,000", partial(png, 50_000, 50_000), {Code.NOT_INSTALLED, Code.TOO_MANY}),
        ("picture cut off", lambda: png(1000, 1000)[:60], {Code.NOT_INSTALLED, Code.DAMAGED}),
    ]  # fmt: skip
    cut = [
        *_truncated("Word", made.docx, damaged),
        *_truncated("old Word", (made.DATA / "report.doc").read_bytes, damaged | {Code.UNSUPPORTED}),
        *_truncated("workbook", lambda: _workbook(lambda sheet: sheet.write_row(0, 0, ["指标", "数"])), damaged),
        *_truncated("OFD", made.ofd, damaged),
        *_truncated("PDF", partial(pdf_of, 3, b"BT /F 12 Tf (growth) Tj ET"), damaged),
        *_truncated("archive", lambda: made.zipped({"a.txt": made.REPORT}), damaged),
    ]
    return [Case(name, make, frozenset(allowed)) for name, make, allowed in made_by_hand] + cut


def answers(where: Any, name: str) -> set[str]:
    """What opening gives: the codes of its errors, "opened" for what could be."""
    return {one.code if isinstance(one, SourceError) else OPENED for one in open_sources(where, name=name)}


def _measured(path: Path, number: int) -> str:
    """A row of the table: bytes, answer, seconds, and the peak memory of this process and of the parser's, in MiB."""
    import resource

    case, started = cases()[number], time.monotonic()
    found = answers(path, case.name)
    seconds = time.monotonic() - started
    guard._end_all()
    own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
    parser = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    answer = " ".join(sorted(found)) + ("" if found <= case.answers else " (unexpected)")
    return f"| {case.name} | {path.stat().st_size:,} | {answer} | {seconds:.1f} | {own} | {parser or ''} |\n"


def _main() -> None:
    if len(sys.argv) > 1:
        sys.stdout.write(_measured(Path(sys.argv[1]), int(sys.argv[2])))
        return
    sys.stdout.write("| document | bytes | answer | seconds | MiB, reader | MiB, parser |\n|---|--:|---|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases()):
            path = Path(folder, "document")
            path.write_bytes(case.make())
            sys.stdout.flush()
            run: list[str | Path] = [sys.executable, "-m", "taizhang.reading.sources.tests.hostile", path, str(number)]
            subprocess.run(run, check=True)


if __name__ == "__main__":
    _main()
