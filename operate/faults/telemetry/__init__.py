"""One more load of a drill: what devices say, late, twice, in any order, or no good."""
