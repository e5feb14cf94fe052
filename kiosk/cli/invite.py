"""The local call for a ballot, wired to the desk: its port, its token, and the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from kiosk.config import Config
from kiosk.config.reasons import reason_of
from kiosk.domain.entries import Mode
from kiosk.secrets import SecretError, make_invite_token, read_invite_token

_log = logging.getLogger(__name__)


def invite_token(config: Config) -> str | None:
    """The token of calls, made where there is none yet; None where this kiosk takes no calls.

    A file that can't be used or made is told in the log, and citizens are served all the same. Only the
    journal's owner may ask: two kiosks would make two tokens.
    """
    file = config.invite.token_file
    if not config.invite.port or file is None:
        return None
    try:
        return read_invite_token(file) or make_invite_token(file)
    except SecretError as error:
        _log.warning("No calls for a ballot: %s", error)
    except OSError as error:
        _log.warning("No calls for a ballot: %s can't be made (%s)", file, reason_of(error).en)
    return None


@contextmanager
def called(config: Config, token: str | None, invite: Callable[[], None]) -> Iterator[None]:
    """Take calls as long as this lasts, where the configuration wants it.

    A port that can't be had is told in the log, and citizens are served all the same.
    """
    wanted = config.desk.mode is Mode.INVITED
    with ExitStack() as calls:
        if token is not None:
            from kiosk.invite_call import answering_calls  # noqa: PLC0415 - few kiosks take calls

            try:
                calls.enter_context(answering_calls(config.invite.port, token, invite if wanted else None))
            except OSError as error:
                _log.warning("No calls for a ballot on port %d (%s)", config.invite.port, reason_of(error).en)
        yield
