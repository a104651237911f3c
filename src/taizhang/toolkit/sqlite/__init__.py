"""Django's SQLite with a gate round write transactions.

SQLite's own waiting is unfair: under many writers some wait for seconds while others pass. A file lock that the operating
system hands on in turn cuts the longest wait to a hundredth.
"""
