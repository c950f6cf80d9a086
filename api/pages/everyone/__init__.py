"""The pages of everybody: coming and going."""
