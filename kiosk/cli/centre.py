"""The way to the centre with this device's token, which may come, or change, while the kiosk runs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.config.settings import SyncSettings
from kiosk.secrets import SecretError, read_token
from sync.answers import Answer, Failed, Refused
from sync.status import Fault
from sync.wire import Batch

if TYPE_CHECKING:
    from sync.endpoint import Endpoint

_log = logging.getLogger(__name__)


class EnrolledCentre:
    """A `sync.answers.Centre` that looks for the token until it has one that the centre knows.

    Without a token every batch is refused as unauthorised: nothing is lost, and what waits is counted.
    """

    def __init__(self, address: str, settings: SyncSettings, environment: Mapping[str, str]) -> None:
        self._address = address
        self._settings = settings
        self._environment = environment
        self._endpoint: Endpoint | None = None

    def post(self, batch: Batch) -> Answer:
        """Send one batch and say what came of it; never raises for what files, network or centre do."""
        from sync.endpoint import EndpointError  # noqa: PLC0415 - no start waits for it

        try:
            self._endpoint = self._endpoint or self._connect()
        except (SecretError, EndpointError) as error:
            return Failed(Fault.UNAUTHORISED, str(error))
        if self._endpoint is None:
            return Refused(Fault.UNAUTHORISED)
        answer = self._endpoint.post(batch)
        if answer == Refused(Fault.UNAUTHORISED):
            self.close()  # the next try reads the token again: the device may have been enrolled anew
        return answer

    def close(self) -> None:
        """Close the connections."""
        if self._endpoint:
            self._endpoint.close()
        self._endpoint = None

    def _connect(self) -> Endpoint | None:
        from sync.endpoint import Endpoint  # noqa: PLC0415 - no start waits for it

        token = read_token(self._settings.token_file, self._environment)
        return Endpoint(self._address, token, proxy=self._settings.proxy) if token else None
