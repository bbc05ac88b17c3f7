"""Statistics of closed hazards by kind, maker and asset; each figure lists its hazards."""
