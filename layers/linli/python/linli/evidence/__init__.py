"""Files that people upload directly to the city's bucket: photographs as evidence, and imports."""
