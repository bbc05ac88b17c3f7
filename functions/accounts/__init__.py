"""Accounts: who may do what where. Nobody gives himself a role, and an ended one is over."""
