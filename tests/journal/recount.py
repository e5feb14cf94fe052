"""A plain recount of a period from a journal's lines: no SQL, none of the product's counting."""

import json
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise


class Recount:
    """The same as `Figures`, with counters by plain keys."""

    def __init__(self, lines, first, last):
        self.first, self.last = first, last
        self.read = [(seq, _read(line)) for seq, line in lines]
        self.behind = _behind(self.read)
        ballots = [one for one in self._of_kind("ballot_closed") if "answers" in one[1]]
        self.asked = self._asked({members["questionnaire"] for _, members in ballots})
        self.groups, self.days, self.hours = Counter(), {}, {}
        self.reasons, self.flags, self.dossiers = Counter(), Counter(), {}
        shifts = Counter()
        for when, ballot in ballots:
            self.groups[_alike(ballot)] += 1
            if ballot["answers"]:
                shifts[ballot["shift"]] += 1
                self._count(when, ballot)
        self._return_dossiers(shifts)

    def _of_kind(self, kind):
        for seq, members in self.read:
            if members.get("kind") == kind:
                when = self._when(seq, members)
                if self.first <= when.date() <= self.last:
                    yield when, members

    def _when(self, seq, members):
        at = datetime.fromisoformat(members["at"]).replace(tzinfo=None)
        return at + timedelta(seconds=self.behind[seq])

    def _count(self, when, ballot):
        unit = ballot["department"]
        for reason in set(ballot["reasons"]):
            self.reasons[unit, ballot["questionnaire"], reason] += 1
        for rule in {(flag["rule"], flag["version"]) for flag in ballot["flags"]}:
            self.flags[(unit, *rule)] += 1
        newest = self.asked[-1] if self.asked else {"levels": []}
        shown = next((one for one in self.asked if one["version"] == ballot["questionnaire"]), newest)
        satisfied = {level["code"]: level["satisfied"] for level in shown["levels"]}
        known = [level for level in ballot["answers"].values() if level in satisfied]
        worth = (1, len(known), sum(satisfied[level] for level in known))
        for sums, key in ((self.days, (when.date(), unit)), (self.hours, (when.weekday(), when.hour))):
            sums[key] = tuple(map(sum, zip(sums.get(key, (0, 0, 0)), worth, strict=True)))

    def _asked(self, named):
        shown = [
            (self._when(*one).date(), one[1]) for one in self.read if one[1].get("kind") == "questionnaire"
        ]
        found = {}
        for number, (begin, members) in enumerate(shown):
            ends = [begin for begin, _ in shown[number + 1 : number + 2]]
            in_force = begin <= self.last and all(end >= self.first for end in ends)
            if in_force or members["version"] in named:
                found.pop(members["version"], None)
                found[members["version"]] = members
        return list(found.values())

    def _return_dossiers(self, shifts):
        known = {}
        for _, shift in self._of_kind("shift_closed"):
            sums = self.dossiers.setdefault(shift["department"], [0, 0, 0])
            if shift["dossiers"] is None:
                sums[2] += 1
            else:
                sums[0] += shift["dossiers"]
                sums[1] += 1
                known.setdefault(shift["department"], set()).add(shift["shift"])
        for unit, sums in self.dossiers.items():
            sums.append(sum(shifts[shift] for shift in known.get(unit, ())))


def _read(line):
    try:
        members = json.loads(line)
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}


def _alike(ballot):
    valid = bool(ballot["answers"]) and not ballot["flags"]
    answers = tuple(sorted(ballot["answers"].items()))
    return (ballot["department"], ballot["questionnaire"], ballot["mode"] == "invited", valid, answers)


def _behind(read):
    """By how many seconds the clock that wrote each entry was behind."""
    behind = Counter()
    start = 0
    for seq, members in read:
        if members.get("kind") == "start":
            start = seq
        elif members.get("kind") == "clock_step":
            since = _another_boot([one for one in read if start <= one[0] < seq]) or start
            for other, _ in read:
                behind[other] += members["seconds"] * (since <= other < seq)
    return behind


def _another_boot(those):
    """The newest entry whose time falls by more than an hour, though it is no clock step."""
    told = [(seq, members) for seq, members in those if "at" in members]
    falls = [
        seq
        for (_, before), (seq, after) in pairwise(told)
        if after["kind"] != "clock_step"
        and datetime.fromisoformat(before["at"]) - datetime.fromisoformat(after["at"]) > timedelta(hours=1)
    ]
    return max(falls, default=None)
