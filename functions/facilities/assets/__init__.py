"""The register of assets, with the history of each."""
