"""Pages that mirror sites handled as GBK bytes: what the bytes were, and how to read them back."""
