"""Correlation: which hazards are handled as one incident, by rows of a table or by people's
decision.
"""
