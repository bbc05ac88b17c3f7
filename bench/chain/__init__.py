"""The same chain of hops as an alarm's, of functions that do nothing but write one item each."""
