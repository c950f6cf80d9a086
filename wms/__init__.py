"""The warehouse: tables say what is, rules say what should be, use cases make it so."""
