"""The register of devices, their places, and the history of each."""
