"""Pages by audience and noun: each has `routes.py`, `page.html`, `texts.py`, `page.css`, `page.js`.

What an audience shares (frame, parts, who comes in) stands in its own folder.
"""
