"""What features share, one noun per module."""

import gc

# hardly anything that an import makes is garbage: looking for it cost a fifth of each start
gc.set_threshold(100_000)
