"""What other processes do in the tests; they start from a server that has imported everything already."""

import multiprocessing
from contextlib import contextmanager

from kiosk.journal import JournalRefusedError
from tests.journal.kit import ballot_opened, opened, tap

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.journal.kit", "kiosk.cli.counter", "kiosk.secrets"])


@contextmanager
def started(target, *arguments):
    """A real process running `target(*arguments, pipe)`, and our end of its pipe; killed at the end."""
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=target, args=(*arguments, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def append_for_ever(path, pipe):
    """Append two entries a time; say the newest seq after each append has returned."""
    with opened(path) as journal:
        while True:
            pipe.send(journal.append([ballot_opened(), tap()]))


def hold(path, pipe):
    """Own the journal until told to leave."""
    with opened(path):
        pipe.send("mine")
        pipe.recv()


def enrol(path, pipe):
    """Go on under another device name: one journal takes another's place."""
    with opened(path, device="quay-2"):
        pipe.send("done")


def try_to_open(path, pipe):
    """Say what became of it."""
    try:
        opened(path).close()
    except JournalRefusedError as error:
        pipe.send(str(error))
    else:
        pipe.send("")
