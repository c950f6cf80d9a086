"""Every noun of master data: list, form, history, sheets."""
