"""Roads for the planner: from a map extract, an engine, or straight lines."""
