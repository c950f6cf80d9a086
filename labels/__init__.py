"""Labels and codes: pure functions, data to bytes and back; no database, no clock, no device."""
