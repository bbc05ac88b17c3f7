"""Phone numbers: proof of possession, and changing one's number."""
