"""Reads a government work report into facts, each traced to its characters (读报告)."""
