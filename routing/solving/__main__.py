"""The planner as a child: a problem on standard input, a plan on standard output."""

import sys

from routing.solving.process import main

if __name__ == "__main__":
    sys.exit(main())
