"""kill -9 of a counter in mid-traffic: nothing confirmed is lost, the next start is clean and goes on.

`make campaign` does the same ten thousand times, and CI with `make campaign-short` two hundred.
"""

from tests.faults.killed_desk import kill_again_and_again

KILLS = 10


def test_no_confirmed_tap_is_lost_and_the_shift_goes_on_whenever_the_counter_is_killed(tmp_path):
    kill_again_and_again(tmp_path / "journal.sqlite", KILLS, seed=20261121)
