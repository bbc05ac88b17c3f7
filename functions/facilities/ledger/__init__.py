"""One ledger of hazards, whoever found them: a sensor, a patrol, a resident."""
