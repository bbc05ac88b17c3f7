"""The certificates of a device: what it holds, what ends when, and what the broker is told."""
