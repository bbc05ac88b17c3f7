"""The ledger of assets, with the history of each."""
