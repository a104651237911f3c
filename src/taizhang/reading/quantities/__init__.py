"""Quantities (数量事实): every number that states something about what is governed, with unit, bound, kind, stance, period, indicator."""
