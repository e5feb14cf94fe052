"""Hài Lòng, a satisfaction kiosk for one-stop public service desks."""

__version__ = "0.1.0"
