"""What may be wrong with this PC, one small check a file. No check ever changes anything.

The order is that of mending: what stands above may be the cause of what stands below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kiosk.check import (
    autostart,
    centre,
    certificate,
    clock,
    configuration,
    display,
    file_system,
    invite,
    journal,
    lockdown,
    machine,
    program,
    proxy,
    secrets,
    sleep,
    system,
    touch,
    write_test,
)
from kiosk.check.finding import Finding, State, fault
from kiosk.check.subject import Program, Subject, Window
from kiosk.config import ConfigError, Message

__all__ = [
    "Finding",
    "Program",
    "State",
    "Subject",
    "Window",
    "failed",
    "run_checks",
    "run_without_configuration",
]

_CHECKS: tuple[tuple[str, Callable[[Subject], Iterable[Finding]]], ...] = (
    ("configuration", configuration.check),
    ("drive", file_system.check_place),
    ("room", file_system.check_room),
    ("write", write_test.check),
    ("clock", clock.check),
    ("rights", secrets.check_rights),
    ("program", program.check),
    ("pins", secrets.check_pins),
    ("journal", journal.check),
    ("machine", machine.check),
    ("display", display.check),
    ("touch", touch.check),
    ("sleep", sleep.check),
    ("lockdown", lockdown.check),
    ("autostart", autostart.check),
    ("invite", invite.check),
    ("proxy", proxy.check),
    ("certificate", certificate.check),
    ("centre", centre.check),
)


def run_checks(subject: Subject) -> Iterator[Finding]:
    """Everything that can be found out about this PC; one check that fails stops no other."""
    yield from system.check(subject.program.version)
    for name, check in _CHECKS:
        try:
            yield from check(subject)
        except Exception as error:  # noqa: BLE001  the PC may be broken in any way
            yield failed(name, error)


def run_without_configuration(error: ConfigError, version: str) -> Iterator[Finding]:
    """What can be found out where the configuration can't be used: first of all, its faults.

    `version` is that of this program.
    """
    yield from system.check(version)
    yield from configuration.faults_of(error)


def failed(name: str, error: Exception) -> Finding:
    """What is told of a check that could not be made."""
    told = f"{type(error).__name__}: {error}"
    return fault(
        name,
        Message(f"không kiểm tra được ({told})", f"can't be looked at ({told})"),
        Message(
            "chạy lại bằng tài khoản của kiosk; nếu vẫn vậy, báo nhà phát triển",
            "run this as the kiosk's account; if it stays, tell the developers",
        ),
    )
