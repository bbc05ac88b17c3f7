"""Who works on an incident together: passed on, helped, commented, and handed over with a shift."""
