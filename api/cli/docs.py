"""`coldchain docs`: the pages of the documentation that are written from the product itself."""

from api.cli import Arguments, say


def docs(arguments: Arguments) -> int:
    """Print a page."""
    say(_PAGES[arguments.page]().rstrip("\n"))
    return 0


def facts() -> str:
    """The page that lists every fact with its fields."""
    from api.cli.fact_page import page

    return page()


_PAGES = {"facts": facts}
