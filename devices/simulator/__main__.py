"""`python -m devices.simulator KIND ...`"""

import sys

from devices.simulator import main

sys.exit(main(sys.argv[1:]))
