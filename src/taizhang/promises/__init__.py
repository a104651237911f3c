"""Promises (承诺兑现): what one report promised beside what the next one says of it, each with a verdict and both sentences.

Pure: two readings in, rows out. ``compare`` is the entry; ``pairs`` puts any number of reports into the order of their years.
"""

from taizhang.promises.compare import compare, pairs
from taizhang.promises.types import Answer, Candidate, Comparison, Figured, Named, NoPairError, Verdict

__all__ = ["Answer", "Candidate", "Comparison", "Figured", "Named", "NoPairError", "Verdict", "compare", "pairs"]
