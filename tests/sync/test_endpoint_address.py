"""What can't be an address or a token is refused before anything is sent, in one sentence without secrets."""

import pytest

from sync.endpoint import Endpoint, EndpointError

TOKEN = "se-cret-token"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "centre.example",
        "/v1/batches",
        "https://",
        "https:///v1",
        "ftp://centre.example/",
        "file:///etc/passwd",
        "https://[::1/",
        "https://centre.example:port/",
        "https://centre.example:99999/",
        "https://centre.example/#part",
        "https://centre.example/\r\nX: y",
        "https://" + "x" * 64 + ".example/",
        "https://user:pass@centre.example/",
        "https://user@centre.example/",
    ],
)
def test_what_is_no_address_is_refused_in_one_sentence(url):
    with pytest.raises(EndpointError, match=r"^sync\.endpoint must .*\.$"):
        Endpoint(url, TOKEN)


@pytest.mark.parametrize(
    "host",
    ["centre.example", "10.0.0.7", "localhost.example", "127.0.0.1.example", "[2001:db8::1]", "0.0.0.0"],
)
def test_plain_http_leaves_this_pc_never(host):
    with pytest.raises(EndpointError, match="must be https"):
        Endpoint(f"http://{host}/v1/batches", TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]", "localhost", "LOCALHOST:8000"])
def test_plain_http_to_this_pc_is_allowed(host):
    Endpoint(f"http://{host}/v1/batches", TOKEN).close()


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "tiếng", "x\r\nHost: y"])
def test_what_is_no_token_is_refused_without_repeating_it(token):
    with pytest.raises(EndpointError) as raised:
        Endpoint("https://centre.example/", token)

    assert not token or token not in str(raised.value)
