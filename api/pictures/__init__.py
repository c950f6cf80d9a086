"""Maps, curves and drawings as pages show them."""
