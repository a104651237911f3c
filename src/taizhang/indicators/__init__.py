"""Indicators (指标): targets and values as they were published, each with its vintage and the sentence it comes from."""
