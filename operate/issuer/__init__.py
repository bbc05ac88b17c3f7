"""The laptop's stand-in for a city's sign-in: an OpenID Connect issuer on loopback."""
