"""Shapes as textures: each fragment shader is compiled once, and each shape painted once per size and look.

A shape is a signed distance field, so its edges are exact at every size without multisampling. Painted
shapes are drawn 1:1 on whole pixels. Kivy compiles a shader for every instance of a widget that has one;
on Windows through ANGLE that is slow.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from kivy.graphics import Callback, Canvas, ClearBuffers, ClearColor, Fbo, Rectangle, RenderContext
from kivy.graphics.opengl import GL_BLEND, glDisable, glEnable

Uniform = float | tuple[float, ...]

SHAPES = """
$HEADER$
uniform float px;        // one pixel in the units of the shape

float fill(float d) { return clamp(0.5 - d / px, 0.0, 1.0); }

float capsule(vec2 p, vec2 a, vec2 b, float r) {
    vec2 pa = p - a, ba = b - a;
    return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba), 0.0, 1.0)) - r;
}

float round_box(vec2 p, vec2 half_size, float r) {
    vec2 q = abs(p) - half_size + r;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - r;
}
"""
"""What the shaders have in common; plain GLSL ES 2, without derivatives."""


def paint(source: str, size: tuple[int, int], **uniforms: Uniform) -> Any:
    """A new texture of `size` pixels, filled by the fragment shader `source`.

    Raises RuntimeError when the driver does not compile the shader.
    """
    width, height = max(1, size[0]), max(1, size[1])
    context = _context(source)
    for name, value in uniforms.items():
        context[name] = list(value) if isinstance(value, tuple) else float(value)
    context.clear()
    with context:  # explicit coordinates: the default ones are upside down
        Rectangle(size=(width, height), tex_coords=(0, 0, 1, 0, 1, 1, 0, 1))
    board = _board()
    board.size = (2, 2) if board.size == (1, 1) else (1, 1)  # another size makes another texture
    board.size = (width, height)
    board.clear()
    with board:
        ClearColor(0, 0, 0, 0)
        ClearBuffers()
        Callback(_keep_alpha_apart)
    board.add(context)
    with board:
        Callback(_blend_again)
    board.draw()
    return board.texture


painted = cache(paint)
"""The same, remembered: equal shapes share one texture."""


@cache
def _context(source: str) -> Any:
    context = _apart(lambda: RenderContext(fs=source, use_parent_projection=True, use_parent_modelview=True))
    if not context.shader.success:
        raise RuntimeError("this computer's graphics driver does not compile a shader of the kiosk")
    return context


@cache
def _board() -> Any:
    return _apart(lambda: Fbo(size=(1, 1)))


_ASIDE = Canvas()


def _apart(make: Callable[[], Any]) -> Any:
    """Makes an instruction that joins no canvas: else it joins the one that is open, and is drawn with it."""
    with _ASIDE:
        made = make()
    _ASIDE.clear()
    return made


def _keep_alpha_apart(_instruction: Any) -> None:
    """Blending onto transparent black would darken every edge."""
    glDisable(GL_BLEND)


def _blend_again(_instruction: Any) -> None:
    glEnable(GL_BLEND)
