"""Published benchmarks: predictions in the form the papers use, and their metrics."""
