"""Data for warnings of the air: a government of a county or above may warn, nobody here does."""
