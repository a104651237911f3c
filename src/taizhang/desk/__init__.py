"""The reading desk: serves readings of given files in a browser, without a database."""
