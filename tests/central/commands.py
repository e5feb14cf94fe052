"""The command `central` run in this process."""

from central.cli import main


def status_of(words):
    """The exit code of a command line."""
    try:
        return main([*map(str, words)])
    except SystemExit as end:  # argparse's way to say "wrong use"
        return end.code
