"""Commands of Django that this package changes."""
