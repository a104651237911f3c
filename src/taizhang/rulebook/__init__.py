"""Loads what an office may change (definitions), strictly: an unknown key stops the load, with file and line.

Nothing else in the code base opens a definition file.
"""
