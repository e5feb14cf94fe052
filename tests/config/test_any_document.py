"""Whatever a file holds, it gives a configuration or faults, and never another exception."""

import contextlib
import copy
import json
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config import Config, ConfigError, load, override_of

EXAMPLE = tomllib.loads((Path(__file__).parents[2] / "config.toml").read_text(encoding="utf-8"))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.one_of(
    texts,
    st.sampled_from(["https://a.vn", "http://[", "vi", "Asia", "f8", "07:30-11:30", "\x00", "none"]),
    st.integers(),
    st.floats(),
    st.booleans(),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def toml(value):
    """The value as TOML; a table inside becomes an inline one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower()


def quoted(text):
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def places(value, way=()):
    """Every place in a document, tables and lists included."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*way, key))


def put(document, way, value):
    for step in way[:-1]:
        document = document[step]
    document[way[-1]] = value


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_the_example_with_anything_anywhere_gives_a_configuration_or_faults(tmp_path, data):
    document = copy.deepcopy(EXAMPLE)
    for way in data.draw(st.lists(st.sampled_from(list(places(EXAMPLE))[1:]), max_size=3)):
        with contextlib.suppress(KeyError, IndexError, TypeError):  # an earlier change took the place away
            put(document, way, data.draw(values))
    file = tmp_path / "config.toml"
    file.write_text(
        "".join(f"{quoted(key)} = {toml(one)}\n" for key, one in document.items()), encoding="utf-8"
    )
    check(file, [])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=200) | texts.map(str.encode))
def test_any_bytes_give_a_configuration_or_faults(tmp_path, content):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    check(file, [])


@settings(max_examples=100, deadline=None)
@given(
    way=st.sampled_from(list(places(EXAMPLE))[1:]).map(
        lambda way: ".".join(str(step + 1) if isinstance(step, int) else step for step in way)
    ),
    value=st.text(max_size=30) | values.map(toml),
)
def test_anything_set_by_the_command_line_gives_a_configuration_or_faults(way, value):
    check(Path(__file__).parents[2] / "config.toml", [override_of(f"{way}={value}")])


def check(file, overrides):
    faults = ()
    config = None
    try:
        config = load(file, overrides)
    except ConfigError as error:
        faults = error.faults
    assert isinstance(config, Config) != bool(faults)
    assert all(fault.text("vi") != fault.text("en") for fault in faults)
