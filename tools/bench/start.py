"""How long the reader takes to be there, and how much memory it needs, each time in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

REPEATS = 7
REPORT = """
import time
from pathlib import Path
begun = time.perf_counter()
{statement}
seconds = time.perf_counter() - begun
try:  # on Linux ru_maxrss would count what the parent held before
    peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, peak / 1024)
"""
SAMPLE = sorted((Path(__file__).parents[2] / "samples").glob("*/????.txt"))[0]
STATEMENTS = {
    "bare Python": "pass",
    "`import taizhang.reading`": "import taizhang.reading",
    "`from taizhang.reading import read`": "from taizhang.reading import read",
    "… and the first report read": f"from taizhang.reading import read; read({str(SAMPLE)!r})",
}


def start() -> str:
    """A table: what is run, seconds (the median of a few processes), peak memory of the process."""
    rows = ["**Start**, in a fresh process", "", "| | seconds | peak memory, MB |", "|---|---|---|"]
    for name, statement in STATEMENTS.items():
        runs = [_run(statement) for _ in range(REPEATS)]
        rows.append(f"| {name} | {median(r[0] for r in runs):.3f} | {median(r[1] for r in runs):.0f} |")
    return "\n".join(rows)


def _run(statement: str) -> tuple[float, float]:
    script = REPORT.format(statement=statement)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory
