"""Files of the trade and of the benchmarks, as text in and frozen records out; no I/O here."""
