"""The gallery: a picture of every moment, and a page to look at them."""

import re
import struct
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from kiosk.domain.desk_view import Screen
from kiosk.ui.gallery.index import index_page
from kiosk.ui.gallery.pictures import every_picture
from kiosk.ui.gallery.scenes import SCENES, USUAL, WITH_LONGEST_TEXTS
from kiosk.ui.texts import load_texts

ROOT = Path(__file__).resolve().parents[2]


def gallery(*arguments):
    command = [sys.executable, "-m", "kiosk.ui.gallery", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_it_draws_each_language_and_manner_under_telling_names(tmp_path):
    done = gallery(tmp_path, "--size", "1366x768", "--only", "rating-1-u")
    assert done.returncode == 0, done.stderr
    names = {f"rating-1-unsent--{language}--normal--1366x768.png" for language in load_texts()}
    assert {path.name for path in tmp_path.iterdir()} == {*names, "index.html"}
    for name in names:
        picture = (tmp_path / name).read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (1366, 768)
        assert len(picture) > 20_000


def test_it_says_what_a_size_looks_like_and_that_no_scene_has_a_name(tmp_path):
    for arguments, sentence in (
        (("--size", "big"), "'big' is not of the form 1366x768"),
        (("--only", "ratting"), "no scene begins with 'ratting'"),
    ):
        done = gallery(tmp_path / "out", *arguments)
        assert done.returncode == 2
        assert sentence in done.stderr
    assert not (tmp_path / "out").exists()


def test_every_scene_has_a_name_of_its_own():
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names))
    assert set(WITH_LONGEST_TEXTS) <= {scene.name for scene in USUAL}


def test_every_screen_of_the_desk_is_in_the_gallery():
    shown = {scene.desk(manner).desk.view().screen for scene in SCENES for manner in scene.manners}
    assert shown == set(Screen)


def test_every_scene_is_what_its_manner_says():
    for scene in SCENES:
        for manner in scene.manners:
            view = scene.desk(manner, ("en", "vi")).desk.view()
            assert (view.language, view.easy, view.simulated) == ("en", manner.easy, manner.simulated), scene


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sources, self.lazy, self.sections = [], 0, []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.sources += [found[key] for key in ("src", "href") if key in found]
        self.lazy += found.get("loading") == "lazy"
        self.sections += [found["id"]] if tag == "section" else []


def test_the_page_shows_every_picture_once_and_needs_no_network():
    pictures = list(every_picture(("vi", "en")))
    page = index_page(pictures)
    links = Links()
    links.feed(page)
    files = [picture.file_name for picture in pictures]
    assert [source for source in links.sources if source.endswith(".png")] == [
        name for name in files for _ in ("link", "image")
    ]
    assert links.lazy == len(files)
    assert links.sections == [scene.name for scene in SCENES]
    assert not re.search(r"https?:|//|@import|url\(", page)
    assert len(page) < 500 * len(files)
