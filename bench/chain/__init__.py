"""The same chain of hops as an alarm's, with functions that only write one item each."""
