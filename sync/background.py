"""One daemon thread that takes steps and waits between them as long as each says."""

import threading
from collections.abc import Callable


class Background:
    """Runs `step` (which returns the seconds until the next one and never raises) until stopped."""

    def __init__(self, step: Callable[[], float]) -> None:
        self._step = step
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start the thread; once only."""
        self._thread.start()

    def wake(self) -> None:
        """End the present wait."""
        self._woken.set()

    def stop(self, seconds: float) -> bool:
        """Ask the thread to end after the request under way; return whether it did so within the time."""
        self._stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping:
            self._woken.wait(self._step())
            self._woken.clear()
