"""Taizhang (台账): read a county's work report, run its year, answer for it."""
