"""The register: which devices there are, where each stands, and what befell it."""
