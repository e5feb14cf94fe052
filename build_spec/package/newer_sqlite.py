"""Run before the packaged kiosk: whoever imports sqlite3 gets the SQLite that is packed with it.

The interpreter's own may have the WAL-reset bug (docs/decisions/0032-what-is-in-the-package.md). pysqlite3 is
CPython's sqlite3 with a newer SQLite inside.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
