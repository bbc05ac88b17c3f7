"""Cases: what is exceeded, from the first that says so until it is over, and what people did."""
