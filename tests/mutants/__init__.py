"""Mutants: one behaviour of the product broken at a time, to see that a test notices.

`make mutants` breaks all of them, `python -m tests.mutants WORD …` those with a word in their name
or file. The list is in `catalogue`, a module a part of the product; nothing here is collected.
"""
