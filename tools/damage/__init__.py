"""A forward model of the damage that scraped work reports carry: clean text in, damaged text out, the truth known.

For tests, samples and figures only; the package does not use it. Put this folder's parent on the path and
``import damage``.
"""
