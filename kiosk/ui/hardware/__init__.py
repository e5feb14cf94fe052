"""The window of `kiosk check --hardware`: what only a person at the counter can find out, one page each."""
