"""`python -m desktop_proxy` is `desktop-proxy`."""

import sys

from desktop_proxy.cli import main

if __name__ == "__main__":
    sys.exit(main())
