"""Makes the packaged kiosk: `make build` (build.py), a folder that runs where no Python is. See README.md."""
