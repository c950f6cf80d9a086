"""A living demo world: a city, its goods, a fortnight of history, and people who keep working.

Everything in it happens through the same use cases and device bytes as in a real warehouse.
"""
