"""The edge: the web, the command line, and the processes that run the product."""

VERSION = "0.1.0"
"""The product's version, written here only; the distribution takes it from here."""
