"""Serves readings in a browser: a list, a page each, downloads, and a form to read a file of one's own."""

from taizhang.web.server import serve

__all__ = ["serve"]
