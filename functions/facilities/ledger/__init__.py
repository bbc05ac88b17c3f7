"""The ledger of all hazards, found by sensors, patrols or residents."""
