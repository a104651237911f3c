"""Makes the sample reports in the formats that offices really send: ``python tools/samples/make.py``."""
