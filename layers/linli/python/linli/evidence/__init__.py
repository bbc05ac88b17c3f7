"""What people send straight to the city's bucket: photographs as evidence, and files."""
