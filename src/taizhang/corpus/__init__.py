"""Reads many documents at once: one pure step over record batches, run by a process pool or a distributed engine."""
