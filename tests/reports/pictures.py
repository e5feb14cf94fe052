"""Draw the letter's first pages for the documents: python -m tests.reports.pictures."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from kiosk.domain.figures import Head
from kiosk.domain.report_settings import ReportSettings
from kiosk.reports.as_docx import write_docx
from kiosk.reports.confirmation import with_code
from kiosk.reports.letter_file import load_letter
from tests.reports.figures_kit import ROOT, form, town
from tests.reports.letters_kit import TEMPLATE
from tests.reports.office import convert

FOLDER = ROOT / "docs/images"
PAGES = (1, 2)
HEAD = Head("5d3c1c52-8d0f-4d6e-9c9e-3f0a1b7c2d4e", 1420, "8f" * 32)
_DPI, _COLOURS = 72, 64


def main() -> int:
    """The town's published table of 2024 as the letter that the example template gives."""
    figures = town(heads=(HEAD,))
    settings = ReportSettings(zero_padded=True)
    unit = "Bộ phận Tiếp nhận và Trả kết quả"
    report = with_code(form("a", figures, unit=unit, settings=settings), figures.heads)
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "letter.docx"
        write_docx(report, document, load_letter(TEMPLATE))
        (pdf,) = convert([document], "pdf", Path(folder))
        for page in PAGES:
            command = ["pdftoppm", "-r", str(_DPI), "-f", str(page), "-l", str(page), "-png", str(pdf)]
            drawn = subprocess.run(command, check=True, capture_output=True).stdout
            picture = Image.open(io.BytesIO(drawn)).quantize(_COLOURS)
            picture.save(FOLDER / f"report-page-{page}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
