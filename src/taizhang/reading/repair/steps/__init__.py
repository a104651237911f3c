"""One kind of damage a file, each ``step(text)`` giving the changed text with its edits, or None where it is not met."""
