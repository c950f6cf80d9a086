"""The processes of one box: the supervisor, its children, the web server."""
