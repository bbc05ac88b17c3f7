"""What the hazards that are over say of kinds, makers and assets; each figure names its hazards."""
