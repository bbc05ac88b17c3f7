"""Benchmarks: Linli, a textbook design and the lower bound ("floor"), side by side in one run."""
