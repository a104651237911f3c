"""Is one chain whole? What is wrong first, and what was done to it."""

from __future__ import annotations

from taizhang.journal.canonical import START, Row
from taizhang.journal.types import Fault, Wrong
from taizhang.ledger.types import Reference


class Check:
    """Goes along one chain, entry by entry in the order of their numbers, and stops judging at its first fault.

    `length` and `head` are what the chain says of itself.
    """

    __slots__ = ("_before", "_last", "_number", "about", "fault", "head", "length")

    def __init__(self, about: Reference, length: int, head: str) -> None:
        self.about, self.length, self.head = about, length, head
        self.fault: Fault | None = None
        self._number = 0  # of the last sound entry
        self._last = START  # its hash
        self._before: str | None = None  # the hash before that one

    def add(self, row: Row) -> None:
        """Judge the next entry."""
        if self.fault is not None:
            return
        if row.number == self._number + 1 and row.previous == self._last and row.computed() == row.hash:
            self._number, self._before, self._last = row.number, self._last, row.hash
        else:
            self.fault = self._judge(row)

    def end(self) -> Fault | None:
        """The chain's first fault, its end included."""
        if self.fault is not None:
            return self.fault
        if self.length == 0 and self._number == 0:
            return self._fault(Wrong.DELETED, 1, "the chain is empty, and chains begin with an entry")
        if self._number < self.length:
            return self._fault(
                Wrong.DELETED, self._number + 1, f"{_run(self._number + 1, self.length)} missing at the end"
            )
        if self._number > self.length:
            return self._fault(
                Wrong.INSERTED, self.length + 1, f"the chain counts {self.length:,}, {self._number:,} are there"
            )
        if self._last != self.head:
            return self._fault(
                Wrong.HEAD,
                self._number,
                "it is not the one that the chain ends with: rewritten with its hash, or the chain's head was",
            )
        return None

    def _judge(self, row: Row) -> Fault:
        expected = self._number + 1
        own = row.computed() == row.hash  # nothing in the entry was changed without its hash
        if row.number < 1:
            return self._fault(Wrong.ALTERED, expected, "it no longer has its number")
        if row.number < expected:
            words = "this number stands there twice" if row.number == self._number else f"expected {expected}"
            return self._fault(Wrong.FORKED, row.number, words)
        if row.number > expected and row.computed(expected) == row.hash:
            return self._fault(Wrong.ALTERED, expected, f"its number was changed to {row.number:,}")
        if row.number > expected and own:
            return self._fault(
                Wrong.DELETED, expected, f"{_run(expected, row.number - 1)} missing before {row.number:,}"
            )
        if (
            self._before is not None
            and row.previous == self._before
            and (own or row.computed(row.number - 1) == row.hash)
        ):
            return self._fault(
                Wrong.INSERTED, self._number, f"the next entry follows on {self._number - 1:,}, not on this one"
            )
        if not own and row.previous != self._last and (gap := _moved(row)):
            return self._fault(
                Wrong.DELETED, expected, f"{_run(expected, expected + gap - 1)} missing, those behind moved up"
            )
        if not own:
            return self._fault(Wrong.ALTERED, row.number, "what stands there is not what was written")
        if self._number:
            return self._fault(
                Wrong.ALTERED, self._number, "rewritten together with its hash: the next entry follows on another"
            )
        return self._fault(Wrong.DELETED, 1, "the first entry follows on one that is not there")

    def _fault(self, wrong: Wrong, number: int, words: str) -> Fault:
        return Fault(wrong, self.about, number, words)


REACH = 64  # numbers tried to see whether an entry was moved up


def _moved(row: Row) -> int:
    """By how many places an entry was moved up, its hash left as it was; 0 for not at all, or by more than REACH."""
    return next((gap for gap in range(1, REACH + 1) if row.computed(row.number + gap) == row.hash), 0)


def _run(first: int, last: int) -> str:
    return f"entry {first:,} is" if first == last else f"entries {first:,} to {last:,} are"
