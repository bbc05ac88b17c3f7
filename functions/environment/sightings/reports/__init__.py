"""Reports: what one sensor says, and which sighting it is of."""
