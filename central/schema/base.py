"""What all tables are told to."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
