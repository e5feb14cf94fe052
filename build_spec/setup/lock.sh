#!/bin/sh
# Writes requirements.lock from pyproject.toml: every package with its hashes, for every platform, naming no index.
# And docs/deployment/centre.lock, the part of it that a centre needs: without the screens, with what installs us.
# And build_spec/package/build.lock, what the packaged kiosk is built from: the dependencies to run it, and PyInstaller.
# Versions that stand in the lock stay where they still fit; delete the file first to take the newest.
set -eu
cd "$(dirname "$0")/../.."

throwaway=$(mktemp -d)
trap 'rm -rf "$throwaway"' EXIT
.venv/bin/python -m venv "$throwaway"
"$throwaway/bin/pip" --disable-pip-version-check -qq install uv
"$throwaway/bin/uv" --quiet --no-cache pip compile pyproject.toml --extra central --extra documents --extra dev \
    --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --custom-compile-command "make lock" --output-file requirements.lock
screens="kivy kivy-garden kivy-deps-angle kivy-deps-glew kivy-deps-sdl2 pypiwin32 pywin32 docutils pygments filetype"
echo setuptools | "$throwaway/bin/uv" --quiet --no-cache pip compile pyproject.toml - --extra central \
    --constraint requirements.lock $(printf -- '--no-emit-package %s ' $screens) \
    --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --custom-compile-command "make lock" --output-file docs/deployment/centre.lock
"$throwaway/bin/uv" --quiet --no-cache pip compile pyproject.toml build_spec/package/build.in \
    --constraint requirements.lock \
    --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --custom-compile-command "make lock" --output-file build_spec/package/build.lock
