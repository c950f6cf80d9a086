"""Where master data begin: what is there, and what is still missing."""
