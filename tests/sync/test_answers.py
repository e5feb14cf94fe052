"""How long a busy centre is left in peace, and what its answers tell of our clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sync.answers import Acknowledged, Busy, NotHeld, judge

NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)


def http_date(seconds):
    return format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0120 "}, 120),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "3601"}, 3600),
        ({"Retry-After": "9" * 5000}, 3600),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "--5"}, None),
        ({"Retry-After": "٣"}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": http_date(90)}, 90),
        ({"Retry-After": http_date(-90)}, 0),
        ({"Retry-After": http_date(1e9)}, 3600),
        ({"Retry-After": "Fri, 31 Feb 2026 00:00:00 GMT"}, None),
        # this PC's clock is a day wrong, the centre's own two dates agree
        ({"Retry-After": http_date(86_460), "Date": http_date(86_400)}, 60),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_centre_is_left_in_peace_as_long_as_it_asks_and_at_most_an_hour(status, headers, seconds):
    assert judge(status, headers, b"", through=3, now=NOW) == Busy(seconds)


@pytest.mark.parametrize(
    ("date", "offset"),
    [(http_date(-90), 90), (http_date(30), -30), ("yesterday", None), ("", None)],
)
@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [(200, b'{"acknowledged_through":3}', Acknowledged), (409, b'{"known_through":3}', NotHeld)],
)
def test_the_centre_tells_how_wrong_our_clock_is(date, offset, status, body, answer):
    assert judge(status, {"Date": date}, body, through=3, now=NOW) == answer(3, offset)
