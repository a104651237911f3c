"""Reads a government work report into facts, each traced to its characters (读报告).

>>> from taizhang.reading import read_text
>>> [(q.raw, str(q.value), q.indicator) for q in read_text("新增企业87家。").quantities]
[('87家', '87', '新增企业')]
"""

from taizhang.reading.read import read, read_text
from taizhang.reading.types import Doubt, Name, Numeral, Quantity, Reading, Task

__all__ = ["Doubt", "Name", "Numeral", "Quantity", "Reading", "Task", "read", "read_text"]
