"""Renders a reading as one page: the text with its marks, the ledger beside it."""

from taizhang.page.render import Links, render

__all__ = ["Links", "render"]
