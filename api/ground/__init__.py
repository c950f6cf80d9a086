"""What every part of the edge stands on: clock, settings, logs, metrics, texts."""
