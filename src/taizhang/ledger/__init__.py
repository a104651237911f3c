"""The core types of the ledger (台账): what a figure is, when it is for, where it stands in a document.

Pure: no Django, no database, no clock. Everything above speaks in these types.
"""
