"""Where the packaged kiosk begins: the command line, as `python -m kiosk` has it."""

import sys

from kiosk.cli import main

sys.exit(main())
