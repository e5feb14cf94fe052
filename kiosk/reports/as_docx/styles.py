"""The document before its first word: paper, typeface, styles, properties."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from kiosk.reports.as_docx.elements import element, printable
from kiosk.reports.report import Report
from kiosk.reports.same_bytes import written

# Decree 30/2020/NĐ-CP, annex I: paper, margins, typeface, sizes.
PAGE_MM = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15
TYPEFACE = "Times New Roman"
BODY_PT, TABLE_PT, SMALL_PT, FOOTER_PT = 14, 12, 11, 9
LANGUAGE = "vi-VN"
_LONGEST_PROPERTY = 255

_KEPT = (
    "Normal",
    "Header",
    "Footer",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Heading 1",
    "Heading 2",
)
_NOT_NEEDED = (
    "thumbnail",
    "extended-properties",
    "stylesWithEffects",
    "customXml",
    "webSettings",
    "numbering",
)


def new_document(report: Report, title: str) -> Document:
    """An empty document, laid out by the decree, that says nothing of who or when."""
    document = docx.Document()
    _strip(document)
    _typeface(document)
    _styles(document)
    upright(document.sections[0])
    properties = document.core_properties
    properties.title = printable(title)[:_LONGEST_PROPERTY]
    properties.language, properties.comments = LANGUAGE, ""
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = written(report)
    return document


def upright(section: Section) -> float:
    """A4, upright; what is left between the margins, in millimetres."""
    _paper(section, *PAGE_MM)
    return PAGE_MM[0] - LEFT_MM - RIGHT_MM


def sideways(section: Section) -> float:
    """A4, lying; what is left between the margins, in millimetres."""
    width, height = PAGE_MM
    _paper(section, height, width)
    section.left_margin = section.right_margin = Mm(TOP_MM)
    return height - 2 * TOP_MM


def _paper(section: Section, width: float, height: float) -> None:
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(9), Mm(8)


def _strip(document: Document) -> None:
    """Takes out of the library's own template what this document has no use for."""
    for parts in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in parts.items() if one.reltype.endswith(_NOT_NEEDED)]:
            del parts[key]
    settings = document.settings.element
    for old in settings.xpath("w:compat/w:useFELayout | w:rsids | w:savePreviewPicture | w:proofState"):
        old.getparent().remove(old)
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()


def _typeface(document: Document) -> None:
    """One typeface for every script, in the defaults that all styles rest on."""
    defaults = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in list(defaults):
        defaults.remove(old)
    defaults.append(
        element("rFonts", ascii=TYPEFACE, hAnsi=TYPEFACE, eastAsia=TYPEFACE, cs=TYPEFACE),
    )
    defaults.append(element("sz", val=2 * BODY_PT))
    defaults.append(element("szCs", val=2 * BODY_PT))
    defaults.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE))
    for language in document.settings.element.xpath("w:themeFontLang"):
        language.set(qn("w:val"), LANGUAGE)
        language.attrib.pop(qn("w:eastAsia"), None)


def _styles(document: Document) -> None:
    """Normal is bare; what is read in paragraphs, headings, tables and footers rests on it."""
    for old in document.styles.element.xpath("w:docDefaults/w:pPrDefault/w:pPr/w:spacing"):
        old.getparent().remove(old)
    _bare(document, "Normal")
    _bare(document, "Header")
    _bare(document, "Footer").font.size = Pt(FOOTER_PT)
    _running_text(document.styles.add_style("Body Text", WD_STYLE_TYPE.PARAGRAPH, builtin=True))
    for name in ("Heading 1", "Heading 2"):
        heading = _bare(document, name)
        _running_text(heading)
        heading.font.bold = True
        heading.paragraph_format.keep_with_next = True
    document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(TABLE_PT)


def _bare(document: Document, name: str) -> ParagraphStyle:
    """A style of the library's template without its looks."""
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    for looks in style.element.xpath("w:pPr/*[not(self::w:outlineLvl)] | w:rPr | w:link"):
        looks.getparent().remove(looks)
    return style


def _running_text(style: ParagraphStyle) -> None:
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = Mm(12.7)
    form.space_before, form.space_after = Pt(0), Pt(6)
    form.line_spacing = 1.15
    form.widow_control = True
