"""Cases: exceedances from the first evidence to the end, and what people did about them."""
