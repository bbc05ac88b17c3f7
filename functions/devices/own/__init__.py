"""What people see of the devices registered about themselves, and how they withdraw from them."""
