"""Cold-chain arithmetic: what temperatures over time amount to. Pure: no port, no clock, no file.

The one home of these rules; the warehouse imports them from here.
"""
