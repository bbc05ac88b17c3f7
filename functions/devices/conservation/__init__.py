"""Whether all that devices say they sent is stored or accounted for."""
