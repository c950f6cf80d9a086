"""One file a noun; each holds its `NOUN`."""
