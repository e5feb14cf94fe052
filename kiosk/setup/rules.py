"""What is wrong with an answer, in the words of the configuration's own rules; None where nothing is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import ADMIN, Message
from kiosk.config.addresses import read_endpoint, read_proxy
from kiosk.config.faults import FaultList
from kiosk.config.table import Table
from kiosk.secrets import is_pin
from kiosk.setup.answers import MOST_DEPARTMENTS, Answers, Step
from sync.enrolment import CodeError, plain

MISSING = Message("còn thiếu", "is missing")
MOST_LETTERS = 120  # of a name on the screen
_BATCHES = "/v1/batches"


def tidied(text: str) -> str:
    """A typed line as it is kept: in NFC, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def whole_address(typed: str) -> str:
    """The address that entries are sent to, from what people type of it: `hailong.gov.vn` is enough."""
    address = "".join(typed.split())
    if not address:
        return ""
    if "://" not in address:
        address = f"https://{address}"
    try:
        path = urlsplit(address).path
    except ValueError:
        return address
    return address.rstrip("/") + _BATCHES if path in ("", "/") else address


def fault_of_name(text: str) -> Message | None:
    """A name that must be there."""
    if not text:
        return MISSING
    return fault_of_words(text)


def fault_of_words(text: str) -> Message | None:
    """A name that may be left empty."""
    if not text:
        return None
    return _fault({"it": text}, lambda table: table.text("it", limit=MOST_LETTERS))


def fault_of_device(text: str) -> Message | None:
    """The device's name at the centre."""
    if not text:
        return MISSING
    return _fault({"it": text}, lambda table: table.code("it", example="binhduong-01"))


def fault_of_address(address: str) -> Message | None:
    """The whole address of a centre."""
    return _fault({"endpoint": address}, read_endpoint) if address else MISSING


def fault_of_proxy(proxy: str) -> Message | None:
    """A proxy, as the configuration has it."""
    return _fault({"proxy": proxy}, read_proxy)


def proxy_of(proxy: str) -> str | None:
    """A proxy without fault as `SyncSettings` has it; an empty text is as the system says."""
    return read_proxy(Table({"proxy": proxy} if proxy else {}, "", FaultList(Path(), {})))


def fault_of_code(typed: str) -> Message | None:
    """A one-time code, before it is sent anywhere."""
    try:
        plain(typed)
    except CodeError as error:
        return Message("mã sai: mã có mười hai chữ và số, như DKRS-XK8H-A5CS; đọc lại từng chữ", str(error))
    return None


def fault_of_pin(pin: str) -> Message | None:
    """A PIN to be set."""
    return None if is_pin(pin) else Message("mã PIN phải có 4–8 chữ số", "a PIN has 4 to 8 digits")


def faults_of(step: Step, answers: Answers) -> dict[str, Message]:
    """What is wrong with the answers of a step, by the name of the answer."""
    return {name: fault for name, fault in _looked_at(step, answers).items() if fault}


def all_faults(answers: Answers) -> dict[str, Message]:
    """What is wrong with any answer."""
    return {name: fault for step in Step for name, fault in faults_of(step, answers).items()}


def _looked_at(step: Step, answers: Answers) -> dict[str, Message | None]:
    match step:
        case Step.CENTRE:
            return _centre(answers)
        case Step.PLACE:
            return {
                "agency": fault_of_name(answers.agency),
                "unit": fault_of_words(answers.unit),
                "counter": fault_of_words(answers.counter),
                "device": fault_of_device(answers.device),
            }
        case Step.DEPARTMENTS:
            return {"departments": _fault_of_departments(answers)}
        case Step.PINS:
            return {ADMIN: None if answers.has_pin(ADMIN) else MISSING} | {
                code: fault_of_pin(pin) for code, pin in answers.pins.items()
            }
        case _:
            return {}


def _centre(answers: Answers) -> dict[str, Message | None]:
    if not answers.code and not answers.endpoint:
        return {}  # by USB stick, or later
    return {
        "endpoint": fault_of_address(answers.endpoint),
        "code": fault_of_code(answers.code) if answers.code else None,
    }


def _fault_of_departments(answers: Answers) -> Message | None:
    names = [one.name for one in answers.departments]
    if not names:
        return Message("phải có ít nhất một bộ phận", "at least one is needed")
    if len(names) > MOST_DEPARTMENTS:
        return Message(f"nhiều nhất {MOST_DEPARTMENTS} bộ phận", f"at most {MOST_DEPARTMENTS} are possible")
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        return Message(f'có hai bộ phận tên "{doubled[0]}"', f'two are called "{doubled[0]}"')
    return next((fault for name in names if (fault := fault_of_name(name))), None)


def _fault(members: Mapping[str, str], read: Callable[[Table], object]) -> Message | None:
    """The first fault that reading it from a configuration would note."""
    faults = FaultList(Path(), {})
    read(Table(members, "", faults))
    return faults.faults[0].what if faults.faults else None
