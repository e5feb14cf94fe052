"""One page that shows the pictures of a gallery, by scene; it opens from a disk and needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from kiosk.ui.gallery.pictures import Picture

_PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Hài Lòng: every screen</title>
<style>
body {{ margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #e9e6df; color: #14263a }}
header {{ position: sticky; top: 0; z-index: 1; padding: 8px 24px; background: #fff }}
header {{ box-shadow: 0 1px 6px #14263a33 }}
header select {{ font: inherit; margin: 0 16px 0 4px; padding: 4px 8px }}
nav {{ padding: 16px 24px; columns: 5 180px }}
nav a {{ display: block; color: #17456b }}
section {{ padding: 0 24px 24px; scroll-margin-top: 56px }}
section > div {{ display: flex; flex-wrap: wrap; gap: 16px; align-items: end }}
h2 {{ margin: 8px 0; font-size: 20px }}
figure {{ margin: 0 }}
figcaption {{ color: #46566a; font-size: 14px }}
img {{ display: block; background: #fff; box-shadow: 0 1px 4px #14263a40 }}
[hidden] {{ display: none !important }}
</style>
<header>{filters} <output></output></header>
<nav>{links}</nav>
{sections}
<script>
const choices = [...document.querySelectorAll("select")], figures = [...document.querySelectorAll("figure")];
function show() {{
  for (const figure of figures)
    figure.hidden = choices.some(one => one.value && figure.dataset[one.name] !== one.value);
  for (const section of document.querySelectorAll("section"))
    section.hidden = !section.querySelector("figure:not([hidden])");
  document.querySelector("output").value = figures.filter(one => !one.hidden).length + " pictures";
}}
for (const choice of choices) choice.onchange = show;
show();
</script>
"""
_HEIGHT = 300
"""Of a picture on the page, in CSS pixels."""


def index_page(pictures: Sequence[Picture]) -> str:
    """The page's HTML, for a file beside the pictures; they come in the order of their scenes."""
    scenes = [(name, list(those)) for name, those in groupby(pictures, lambda picture: picture.scene_name)]
    filters = (
        _filter("size", (picture.size_name for picture in pictures)),
        _filter("language", (picture.language for picture in pictures)),
        _filter("manner", (picture.manner.name for picture in pictures)),
    )
    return _PAGE.format(
        filters="".join(filters),
        links="".join(f'<a href="#{escape(name)}">{escape(name)}</a>' for name, _ in scenes),
        sections="\n".join(_section(name, those) for name, those in scenes),
    )


def _filter(name: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in dict.fromkeys(values))
    return f'<label>{name}<select name="{name}"><option value="">all</option>{options}</select></label>'


def _section(name: str, pictures: Iterable[Picture]) -> str:
    figures = "\n".join(_figure(picture) for picture in pictures)
    return f'<section id="{escape(name)}"><h2>{escape(name)}</h2><div>\n{figures}\n</div></section>'


def _figure(picture: Picture) -> str:
    file, language, manner, size = map(
        escape, (picture.file_name, picture.language, picture.manner.name, picture.size_name)
    )
    wide = round(_HEIGHT * picture.size[0] / picture.size[1])
    return (
        f'<figure data-size="{size}" data-language="{language}" data-manner="{manner}"><a href="{file}">'
        f'<img src="{file}" width="{wide}" height="{_HEIGHT}" loading="lazy" alt="{file}"></a>'
        f"<figcaption>{language} · {manner} · {size}</figcaption></figure>"
    )
