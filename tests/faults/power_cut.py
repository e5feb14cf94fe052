"""What a disk may hold after a power cut, by what was written, named and synced before it.

What is synced is there. Of what came after a file's newest sync, any part may be there, in any order: whole
writes, single pages of 4,096 bytes or sectors of 512, and room that was added may hold anything where its
bytes did not arrive. Of the names of a folder (files made, renamed, removed) after its newest sync, the first
ones are there, as on file systems with a log, or any of them, as POSIX allows. What a failed sync was meant
to save may be gone for ever, though it can still be read: a later sync says nothing about it, as on Linux.
"""

import os
import random
from dataclasses import dataclass, field

from tests.faults.disk import Op

SECTOR, PAGE = 512, 4096


@dataclass
class _File:
    """A file's safe content, and what was done since: (offset, bytes), or (length, None) for a cut.

    `doubtful` says which of that a failed sync has let go; what was synced after it stands between.
    """

    safe: bytearray = field(default_factory=bytearray)
    since: list = field(default_factory=list)
    doubtful: list = field(default_factory=list)  # (change, whether it is safe), in order

    def synced(self):
        if self.doubtful:
            self.doubtful += [(change, True) for change in self.since]
        else:
            self.safe = _written(self.safe, self.since)
        self.since = []

    def let_go(self):
        self.doubtful += [(change, False) for change in self.since]
        self.since = []

    def certain(self):
        return _written(self.safe, [change for change, is_safe in self.doubtful if is_safe])

    def all_changes(self):
        return [*(change for change, _ in self.doubtful), *self.since]


class CutDisk:
    """Follows a recording; `left` is what a cut at this moment may leave: {path: bytes}, and folders."""

    def __init__(self, before=None):
        """`before`: what was there and safe when the recording began."""
        self._files = [_File(bytearray(content)) for content in (before or {}).values()]
        self._safe_names = {path: number for number, path in enumerate(before or {})}
        self._names = dict(self._safe_names)
        # By folder, what was done to its names: ((path, file or None),), and for a rename both at once.
        self._since = {}
        self._open = {}  # descriptor: file, or the path of a folder
        self.said = []

    def take(self, event):
        """One thing that happened."""
        match event.op:
            case Op.SAID:
                self.said.append(event.data.decode())
            case Op.OPEN:
                self._opened(event.descriptor, event.data.decode(), event.offset)
            case Op.CLOSE:
                self._open.pop(event.descriptor, None)
            case Op.WRITE | Op.TRUNCATE:
                data = event.data if event.op is Op.WRITE else None
                self._files[self._open[event.descriptor]].since.append((event.offset, data))
            case Op.SYNC | Op.SYNC_FAILED:
                self._synced(self._open[event.descriptor], well=event.op is Op.SYNC)
            case _:
                self._named(event)

    def _named(self, event):
        match event.op:
            case Op.RENAME:
                source, target = (path.decode() for path in event.data.split(b"\0"))
                self._renamed((source, None), (target, self._names[source]))
            case Op.UNLINK:
                self._renamed((event.data.decode(), None))
            case Op.MKDIR:
                self._renamed((event.data.decode(), -1))

    def _opened(self, descriptor, path, flags):
        if path not in self._names:
            if not flags & os.O_CREAT:  # a folder, to be synced
                self._open[descriptor] = path
                return
            self._files.append(_File())
            self._renamed((path, len(self._files) - 1))
        if self._names[path] == -1:
            self._open[descriptor] = path
            return
        self._open[descriptor] = self._names[path]
        if flags & os.O_TRUNC:
            self._files[self._names[path]].since.append((0, None))

    def _renamed(self, *changes):
        _apply(self._names, changes)
        self._since.setdefault(_folder_of(changes[0][0]), []).append(changes)

    def _synced(self, what, *, well):
        if isinstance(what, int):
            file = self._files[what]
            file.synced() if well else file.let_go()
        elif well:
            for changes in self._since.pop(what, []):
                _apply(self._safe_names, changes)

    def is_settled(self):
        """Whether everything is synced, so that a cut can leave one thing only."""
        return not any(self._since.values()) and not any(file.since or file.doubtful for file in self._files)

    def as_written(self):
        """As without any cut."""
        return self._left(self._names, lambda file: _written(file.safe, file.all_changes()))

    def as_synced(self):
        """Nothing but what is safe."""
        return self._left(self._safe_names, _File.certain)

    def left(self, chance):
        """One of the many things between: whichever writes and names arrived."""
        arrived = chance.choice((_first_ones, _whole_ones, _pages, _sectors, _all, _none))
        names = dict(self._safe_names)
        loose = chance.random() < 0.5
        for done in self._since.values():
            kept = _any_of(done, chance) if loose else done[: chance.randint(0, len(done))]
            for changes in kept:
                _apply(names, changes)
        stale = chance.random() < 0.5

        def content(file):
            kept = [change for change, is_safe in file.doubtful if is_safe or chance.random() < 0.5]
            return _written(file.safe, [*kept, *arrived(file.since, chance)], chance, stale)

        return self._left(names, content)

    def _left(self, names, content):
        return {
            path: None if number == -1 else bytes(content(self._files[number]))
            for path, number in names.items()
            if _is_reachable(path, names)
        }


def _folder_of(path):
    return path.rpartition("/")[0]


def _is_reachable(path, names):
    """Whether the folders above it, as far as they were made here, are there."""
    folder = _folder_of(path)
    return folder not in _made(names) or names.get(folder) == -1


def _made(names):
    return {path for path, number in names.items() if number == -1}


def _apply(names, changes):
    """A rename takes its file along under whatever name it had; what is not there can't be renamed."""
    (path, number), *target = changes
    if number is not None:
        names[path] = number
    elif path in names:
        del names[path]
        names.update(target)


def _written(safe, changes, chance=None, stale=False):
    content = bytearray(safe)
    for offset, data in changes:
        if data is None:
            del content[offset:]
            content += _room(offset - len(content), chance, stale)
        else:
            content += _room(offset - len(content), chance, stale)
            content[offset : offset + len(data)] = data
    return content


def _room(length, chance, stale):
    """Room whose bytes did not arrive: zeros, or what was on the disk before."""
    return chance.randbytes(max(0, length)) if stale and chance else bytes(max(0, length))


def _all(changes, chance):
    return changes


def _none(changes, chance):
    return []


def _first_ones(changes, chance):
    """In order, and the last one torn."""
    kept = changes[: chance.randint(0, len(changes))]
    if kept and kept[-1][1]:
        pieces = list(_pieces(kept[-1], SECTOR))
        kept = [*kept[:-1], *pieces[: chance.randint(0, len(pieces))]]
    return kept


def _whole_ones(changes, chance):
    return _any_of(changes, chance)


def _pages(changes, chance):
    return _any_of([piece for change in changes for piece in _pieces(change, PAGE)], chance)


def _sectors(changes, chance):
    return _any_of([piece for change in changes for piece in _pieces(change, SECTOR)], chance)


def _any_of(changes, chance):
    share = chance.choice((0.1, 0.5, 0.9))
    return [change for change in changes if chance.random() < share]


def _pieces(change, size):
    """A write as the disk's own units."""
    offset, data = change
    if data is None:
        yield change
        return
    begin = 0
    while begin < len(data):
        end = min(len(data), (offset + begin) // size * size + size - offset)
        yield offset + begin, data[begin:end]
        begin = end


def lay_out(left, base, folder):
    """Put what a cut left into another folder; every path below `base` moves there."""
    for path, content in sorted(left.items()):
        place = folder / os.path.relpath(path, base)
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def cuts(events, before, moments, *, each, seed):
    """Cuts after these events, `each` of them between the extremes: (event number, what was said, left)."""
    disk = CutDisk(before)
    for number, event in enumerate(events[: moments[-1] + 1]):
        disk.take(event)
        if number not in moments or event.op is Op.SAID:
            continue
        yield number, tuple(disk.said), disk.as_written()
        if disk.is_settled():
            continue
        yield number, tuple(disk.said), disk.as_synced()
        for attempt in range(each):
            chance = random.Random(f"{seed} {number} {attempt}")
            yield number, tuple(disk.said), disk.left(chance)
