"""Ships any append-only journal to an endpoint; knows nothing of ratings or screens."""

import logging

# Who uses this package decides whether its log is heard; the commands say it in a sentence of their own.
logging.getLogger(__name__).addHandler(logging.NullHandler())
