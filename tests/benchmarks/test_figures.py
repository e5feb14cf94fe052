"""What benchmarks say of their figures, and how they are written down."""

import json
import subprocess
import sys

import pytest

from benchmarks import __main__ as program
from benchmarks import page
from benchmarks.measure import (
    ROOT,
    TOLD,
    NotMeasuredError,
    at_least,
    at_most,
    at_share,
    figure,
    in_turns,
    of_turns,
    within,
)
from benchmarks.record import Record


@pytest.mark.parametrize(
    ("ours", "limit", "wanted", "met"),
    [
        (1.3, 1, at_most(1.3), True),
        (1.31, 1, at_most(1.3), False),
        (0.45, 1, at_least(0.45), True),
        (0.44, 1, at_least(0.45), False),
        (1.9, 1.5, within(0.5), True),
        (2.1, 1.5, within(0.5), False),
        (100, 1, TOLD, True),
    ],
)
def test_a_figure_is_met_where_its_ratio_or_its_difference_is_as_wanted(ours, limit, wanted, met):
    assert figure("what", ours, limit, "ms", wanted).met is met


def test_of_turns_the_one_with_the_middle_ratio_is_told_and_can_be_divided():
    found = of_turns("what", [(2, 1), (30, 10), (8, 2)], "ms", at_most(1))

    assert (found.ours, found.limit, found.ratio) == (30, 10, 3)


def test_turns_begin_with_either_one_alternately():
    order = []

    def measuring(name):
        return lambda: order.append(name) or 1.0

    in_turns(2, measuring("ours"), measuring("limit"))

    assert order == ["ours", "limit", "limit", "ours"]


def test_the_tail_is_what_so_many_values_do_not_exceed():
    assert at_share(range(1, 101), 0.99) == 100
    assert at_share([3, 1, 2], 0.5) == 2


def test_the_file_of_figures_has_each_with_its_seven_members(tmp_path):
    record = Record(tmp_path / "bench.json", keep=False)
    record.add(
        "shipping", figure("lines", 3, 4, "lines/s", at_least(0.7), "quick"), "python -m benchmarks", 1.5
    )
    record.add_missing("package_size", "there is no package", "python -m benchmarks")

    figures = json.loads((tmp_path / "bench.json").read_text())
    assert figures[0] == {
        "name": "lines",
        "ours": 3.0,
        "limit": 4.0,
        "unit": "lines/s",
        "ratio": 0.75,
        "wanted": "≥ 0.7",
        "met": True,
    }
    assert (figures[1]["name"], figures[1]["met"]) == ("package size: not measured", None)
    about = json.loads((tmp_path / "bench.about.json").read_text())
    assert (about[0]["note"], about[1]["not_measured"]) == ("quick", "there is no package")


def test_one_benchmark_measured_anew_leaves_the_others_figures(tmp_path):
    for name in ("one", "two"):
        Record(tmp_path / "bench.json", keep=True).add(name, figure(name, 1, 1, "s", TOLD), "", 0)

    assert [one["name"] for one in json.loads((tmp_path / "bench.json").read_text())] == ["one", "two"]


def test_what_was_missing_and_is_measured_now_is_missing_no_more(tmp_path):
    record = Record(tmp_path / "bench.json", keep=False)
    record.add_missing("memory", "no display", "")
    record.add("memory", figure("memory", 1, 1, "MB", TOLD), "", 0)

    assert [one["name"] for one in json.loads((tmp_path / "bench.json").read_text())] == ["memory"]


def test_figures_of_a_benchmark_measured_anew_replace_all_that_it_had_in_the_tables_order(tmp_path):
    def measured(*those):
        record = Record(tmp_path / "bench.json", keep=True, order=["first", "second"])
        for benchmark, name in those:
            record.add(benchmark, figure(name, 1, 1, "s", TOLD), "", 0)

    measured(("second", "at 1,000"), ("second", "at 2,000"))
    measured(("first", "at once"))
    measured(("second", "at 1,000,000"))

    names = [one["name"] for one in json.loads((tmp_path / "bench.json").read_text())]
    assert names == ["at once", "at 1,000,000"]


def test_a_run_that_was_ended_goes_on_with_what_is_missing_in_its_size(tmp_path):
    file = tmp_path / "bench.json"
    record = Record(file, keep=False)
    record.add("memory", figure("memory", 1, 1, "MB", TOLD), "python -m benchmarks --long", 0)
    record.add("storm", figure("storm", 1, 1, "MB", TOLD), "python -m benchmarks --short", 0)
    record.add_missing("package", "it broke", "python -m benchmarks --long")

    again = Record(file, keep=True)
    assert [name for name in ("memory", "storm", "package", "shipping") if again.has(name, "long")] == [
        "memory"
    ]


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """Runs the program with one benchmark, which does this, and gives its status and its figures."""

    def run(measure):
        module = type(sys)("benchmarks.package_size")
        module.measure = measure
        monkeypatch.setitem(sys.modules, "benchmarks.package_size", module)
        monkeypatch.setattr(program, "OUT", tmp_path)
        monkeypatch.setattr(sys, "argv", ["x", "--only", "package", "--out", f"{tmp_path}/bench.json"])
        return program.main(), json.loads((tmp_path / "bench.json").read_text())

    return run


def test_what_cannot_be_measured_here_is_told_and_nothing_is_made_up(ran, capsys):
    def lacking(_size):
        yield figure("a half", 1, 2, "s", TOLD)
        raise NotMeasuredError("no strace")

    status, figures = ran(lacking)

    assert status == 0
    assert [one["ours"] for one in figures] == [1.0, None]
    assert "NOT MEASURED: no strace" in capsys.readouterr().out


def test_a_benchmark_that_breaks_is_a_fault(ran):
    def broken(_size):
        raise ZeroDivisionError
        yield

    status, figures = ran(broken)

    assert status == 1
    assert figures[0]["ours"] is None


def test_a_figure_that_misses_is_told_and_is_no_fault(ran, capsys):
    status, _ = ran(lambda _size: iter([figure("slow", 9, 1, "s", at_most(1))]))

    assert status == 0
    assert "MISSED" in capsys.readouterr().out


def test_a_word_that_no_benchmark_has_in_its_name_is_wrong_use():
    command = [sys.executable, "-m", "benchmarks", "--only", "no such thing"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 2
    assert "tap_to_durable_commit" in done.stderr


def test_the_page_has_every_figure_with_its_command_and_says_why_one_misses(tmp_path):
    one = figure("memory, here", 2, 1, "MB", at_most(1.2), "seen twice")

    text = _page_of(tmp_path, one, "python -m benchmarks --x", {"memory": "Pictures are large."})

    assert "| memory, here | 2 | 1 | MB | 2 | ≤ 1.2 | **no** |" in text
    assert "`python -m benchmarks --x`" in text
    assert "- memory, here: seen twice." in text
    assert "**What misses, and why.** Pictures are large." in text
    assert "small sizes" not in text


def test_the_page_says_where_the_rest_goes_where_none_misses(tmp_path):
    one = figure("memory, here", 1, 1, "MB", at_most(1.2))

    text = _page_of(tmp_path, one, "python -m benchmarks --x", {"memory": "Pictures are large."})

    assert "**Where the rest goes.** Pictures are large." in text
    assert "misses" not in text


def test_the_page_warns_where_figures_come_from_small_sizes(tmp_path):
    one = figure("memory, here", 1, 1, "MB", TOLD)

    assert "small sizes" in _page_of(tmp_path, one, "python -m benchmarks --short", {})


def _page_of(folder, one, command, profiles):
    """The page of one figure of memory's."""
    file = folder / "bench.json"
    Record(file, keep=False).add("memory", one, command, 0)
    about = json.loads(file.with_suffix(".about.json").read_text())
    return page.page(json.loads(file.read_text()), {told["name"]: told for told in about}, profiles)
