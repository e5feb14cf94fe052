"""Makes the Windows folder and its setup on Linux, under Wine: `make windows`. See docs/windows.md."""
