"""Promises (承诺兑现): what one report promised beside what the next one says of it, each with a verdict and both sentences.

Pure: two readings in, rows out.
"""
