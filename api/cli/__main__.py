"""`python -m api.cli`, for children that must not depend on where the console script lies."""

from api.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
