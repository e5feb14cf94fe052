"""One owner and one shipper of a journal: locks of the operating system, which a crash releases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from kiosk.journal.errors import JournalRefusedError
from kiosk.journal.files import beside, make_private_folder

_LOCK_MODE = 0o600 if os.name == "posix" else 0o666


class OwnerLock:
    """Held by the process that appends, on a file beside the journal.

    As a context it is taken back at the end, unless a journal has released it.
    """

    def __init__(self, path: Path) -> None:
        """Make the folder where it is missing, and take the lock; or raise JournalRefusedError at once."""
        try:
            make_private_folder(path.parent)
        except OSError as error:
            raise JournalRefusedError(f"{path.parent} can't be made ({error.strerror or error}).") from error
        self._file = beside(path, ".lock")
        self.is_first = not self._file.exists()
        """Whether no kiosk has left a lock here: what stands at the path may never have been a journal."""
        self._lock = _lock(self._file)
        _take(
            self._lock,
            0,
            f"Another kiosk already runs on {path}: close it, or give this one another journal.",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock.is_locked:
            self.take_back()

    def release(self) -> None:
        """Let another owner in."""
        self._lock.release()

    def take_back(self) -> None:
        """Release it, and leave no sign that a kiosk was here if there was none before."""
        if self.is_first and os.name == "posix":
            self._remove()
        self.release()
        if self.is_first and os.name == "nt":  # which removes nothing that is open
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


@contextmanager
def shipping(path: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Be the one shipper of a journal for a while; raises JournalRefusedError where another one is."""
    lock = _lock(beside(path, ".shipper.lock"))
    _take(lock, wait_seconds, f"Another program is shipping {path}: wait until it has finished, or close it.")
    try:
        yield
    finally:
        lock.release()


def _lock(path: Path) -> FileLock:
    # Not tied to a thread: a shutdown may come from another one than the start. The file stays, on Windows
    # too: it is the sign that a kiosk was here. There its rights are those of the folder, so that a file
    # which an administrator made does not shut the kiosk's own account out.
    return FileLock(path, mode=_LOCK_MODE, thread_local=False, preserve_lock_file=True)


def _take(lock: FileLock, wait_seconds: float, refusal: str) -> None:
    try:
        lock.acquire(timeout=wait_seconds)
        _give_to_owner(Path(lock.lock_file))
    except Timeout:
        raise JournalRefusedError(refusal) from None
    except OSError as error:
        reason = error.strerror or error
        raise JournalRefusedError(f"{lock.lock_file} can't be made or locked ({reason}).") from error


def _give_to_owner(file: Path) -> None:
    """A lock that root makes must not shut out the account whose folder it is in."""
    if os.name == "posix" and os.geteuid() == 0:
        owner = file.parent.stat()
        os.chown(file, owner.st_uid, owner.st_gid, follow_symlinks=False)
