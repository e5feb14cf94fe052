"""Where the packaged kiosk begins: the command line, as `python -m kiosk` has it."""

import sys


def main() -> int:
    """Run it; what nobody expected goes where the kiosk logs, and ends the program.

    Left alone, PyInstaller's program without a console shows such an error in a box that waits for somebody.
    """
    try:
        from kiosk.cli import main as kiosk  # noqa: PLC0415  its import may fail too

        return kiosk()
    except Exception:  # noqa: BLE001  of any kind
        sys.excepthook(*sys.exc_info())
        return 1


sys.exit(main())
