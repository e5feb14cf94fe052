"""The interface for programs, as OpenAPI says it; docs/protocol.md is the contract."""

from __future__ import annotations

from typing import Any

from sync.wire import CONTENT_TYPE, MAX_DEVICE_LENGTH, MAX_SEQ

_SECRET: list[dict[str, list[str]]] = [{"bearer": []}]
_SEQ = {"type": "integer", "minimum": 0, "maximum": MAX_SEQ}
_DAY = {"type": "string", "format": "date"}


def _object(**members: object) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members)}


def _answers(**by_status: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    told = {
        status.removeprefix("of_"): {
            "description": description,
            "content": {"application/json": {"schema": schema}},
        }
        for status, (description, schema) in by_status.items()
    }
    return {**told, "503": _fault("The database does not answer; try again after Retry-After seconds.")}


def _fault(description: str) -> dict[str, Any]:
    schema = _object(error={"type": "string"})
    return {"description": description, "content": {"application/json": {"schema": schema}}}


BATCHES: dict[str, Any] = {
    "summary": "Take one batch of a journal",
    "security": _SECRET,
    "requestBody": {
        "required": True,
        "content": {CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    },
    "parameters": [
        {
            "name": "Content-Encoding",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "enum": ["gzip", "identity"]},
        }
    ],
    "responses": {
        **_answers(
            of_200=("The whole batch is held, durably.", _object(acknowledged_through=_SEQ)),
            of_409=("The entry before the batch is not held.", _object(known_through=_SEQ)),
        ),
        "400": _fault("The batch breaks the format."),
        "401": _fault("The token is unknown or revoked."),
        "403": _fault("The token, or the journal, is another device's."),
        "408": _fault("The body took too long to arrive."),
        "413": _fault("More lines or bytes than a batch may have."),
        "415": _fault("Content-Encoding must be gzip."),
        "429": _fault("This device asks too often; again after Retry-After seconds."),
    },
}
_CODE = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "maxLength": 64},
        "device": {"type": "string", "maxLength": MAX_DEVICE_LENGTH},
    },
    "required": ["code"],
}
ENROLMENTS: dict[str, Any] = {
    "summary": "Take a one-time code and give the device's token, once",
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _CODE}},
    },
    "responses": {
        **_answers(
            of_200=(
                "The device of this code and its new token.",
                _object(device={"type": "string"}, token={"type": "string"}),
            ),
            of_409=(
                "The code is for another device than the one named, and was not used.",
                _object(error={"type": "string"}, device={"type": "string"}),
            ),
        ),
        "400": _fault("This is no code, or a letter of it is wrong."),
        "403": _fault("The code is unknown, used or too old."),
        "408": _fault("The body took too long to arrive."),
        "413": _fault("The body is longer than a code can be."),
        "429": _fault("Too many codes from here were wrong; again after Retry-After seconds."),
    },
}
TALLY: dict[str, Any] = {
    "summary": "What was counted in a period, both days included",
    "security": _SECRET,
    "parameters": [
        {"name": "from", "in": "query", "required": True, "schema": _DAY},
        {"name": "to", "in": "query", "required": True, "schema": _DAY},
        {
            "name": "simulated",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "enum": ["true", "false"]},
        },
    ],
    "responses": {
        **_answers(of_200=("The tally, as `kiosk report --format json` gives it.", {"type": "object"})),
        "400": _fault("A day is missing or none, or the period ends before it begins."),
        "401": _fault("The token is unknown or revoked."),
    },
}
HEALTH: dict[str, Any] = {
    "summary": "Whether the database answers",
    "responses": _answers(of_200=("It does.", _object(status={"const": "ok"}))),
}
COMPONENTS: dict[str, Any] = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}
