"""Edit distance of long texts, by bit-parallel dynamic programming (Myers 1999, Hyyrö 2003) on Python's integers."""

from __future__ import annotations


def distance(left: str, right: str) -> int:
    """The least number of characters to insert, delete or change to make `left` into `right`."""
    if not left:
        return len(right)
    where: dict[str, int] = {}
    for at, char in enumerate(left):
        where[char] = where.get(char, 0) | 1 << at
    mask, last = (1 << len(left)) - 1, 1 << len(left) - 1
    plus, minus, score = mask, 0, len(left)
    for char in right:
        match = where.get(char, 0)
        diagonal = (((match & plus) + plus) ^ plus) | match | minus
        across_plus, across_minus = minus | ~(diagonal | plus) & mask, diagonal & plus
        score += (across_plus & last > 0) - (across_minus & last > 0)
        across_plus = across_plus << 1 | 1
        plus = (across_minus << 1 | ~(diagonal | across_plus)) & mask
        minus = across_plus & diagonal & mask
    return score


def error_rate(found: str, truth: str) -> float:
    """Character error rate: edits per character of the truth."""
    return distance(found, truth) / len(truth)
