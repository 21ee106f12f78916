"""Files that were made to hang a reader, to fill its memory or to set off its errors; each by a function, none is kept."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import struct
import tarfile
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path

from test_reading_office import ofd_file
from wordfiles import level, lists, numbered, paragraph, table, word_file

from govtext.reading.numbering import FORMATS

REPORT = "青岭县政府工作报告\n各位代表：\n一、2023年工作回顾\n全年税收完成12.5亿元，增长6.5%。\n二、2024年工作安排\n税收增长7%左右。\n"
KINDS = {}
"""Name of a kind to the extension and the function that makes the bytes."""


def kind(suffix):
    def add(make):
        KINDS[make.__name__] = suffix, make
        return make

    return add


def pdf(*objects, trailer=b""):
    """The bytes of a PDF with these objects, the first being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer <</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))


def stream(content, extra=b"", packed=1):
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/Filter[" + b"/FlateDecode " * packed + b"]" if packed else b""
    return b"<</Length %d %s %s>>stream\n" % (len(content), filters, extra) + content + b"\nendstream"


def page_of(content, *more, kids=1, resources=b"/Font<</F 4 0 R>>"):
    """A PDF with `kids` pages of the same content stream; `more` are objects from number 6 on."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (kids, b"3 0 R " * kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<<%s>>>>" % resources,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        content,
        *more,
    )


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", compression) as archive:  # a name may come twice
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def with_members(data, changed):
    """A zip file with other content in some of its members, made of what they hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    return zipped((members | {name: change(members.get(name, "")) for name, change in changed.items()}).items())


def packed_much(head, piece, times, bits=31):
    """A head and then a piece so many times, packed, with the end left out: it is made at once, however long it is."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    begun = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    return begun + (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)) * times


def with_damage(data, place):
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def in_member(data, name):
    """Where the packed content of a zip member begins."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    names, extra = struct.unpack("<HH", data[info.header_offset + 26 : info.header_offset + 30])
    return info.header_offset + 30 + names + extra


def note(id, *content):
    return f'<w:footnote w:id="{id}">{paragraph(*content)}</w:footnote>'


def cited(id):
    return f'<w:r><w:footnoteReference w:id="{id}"/></w:r>'


# Word


@kind(".docx")
def word_note_that_cites_itself():
    return word_file(paragraph("正文", cited(1)), footnotes=note(1, "注", cited(1)))


@kind(".docx")
def word_notes_in_a_ring():
    return word_file(paragraph("正文", cited(0)), footnotes="".join(note(n, "注", cited((n + 1) % 50), cited((n + 7) % 50)) for n in range(50)))


@kind(".docx")
def word_note_cited_often():
    return word_file(paragraph("正文", *[cited(1)] * 5_000), footnotes=note(1, "注" * 5_000))


@kind(".docx")
def word_long_marker_before_many_paragraphs():
    return word_file(numbered("项") * 20_000, numbering=lists(level(0, "decimal", "%1" + "长" * 100_000)))


@kind(".docx")
def word_marker_of_many_numbers():
    return word_file(numbered("项") * 5_000, numbering=lists(level(0, "lowerLetter", "%1" * 1_000, start=780)))


@kind(".docx")
def word_styles_in_a_ring():
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 9}"/></w:style>' for n in range(9))
    return word_file(paragraph("正文", properties='<w:pStyle w:val="s1"/>') * 100, styles=styles)


@kind(".docx")
def word_long_chain_of_styles():
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(20_000))
    return word_file("".join(paragraph("段", properties=f'<w:pStyle w:val="s{n % 100}"/>') for n in range(20_000)), styles=styles)


@kind(".docx")
def word_many_levels():
    return word_file(numbered("项") * 10_000, numbering=lists(*(level(n, "decimal", "%1.") for n in range(10_000))))


@kind(".docx")
def word_many_lists_of_one_definition():
    more = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(2, 20_000))
    levels = [level(n % 9, "decimal", "%1.") for n in range(5_000)]
    return word_file("".join(numbered("项", n % 9, n) for n in range(1, 10_000)), numbering=lists(*levels, extra_lists=more))


@kind(".docx")
def word_list_starts_below_zero():
    levels = [level(n, format, f"%{n + 1}、", start=-5 - n) for n, format in enumerate(list(FORMATS)[:9])]
    return word_file("".join(numbered("项", n) for n in range(9)), numbering=lists(*levels))


@kind(".docx")
def word_list_starts_of_every_format():
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level(0, format, "%1、", start=start)}</w:abstractNum>'
        for n, (format, start) in enumerate((format, start) for format in FORMATS for start in (-999_999_999, -5, -1, 0, 999_999_999))
    )
    count = 5 * len(FORMATS)
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(count))
    return word_file("".join(numbered("项", 0, n) * 7 for n in range(count)), numbering=definitions + numbers)


@kind(".docx")
def word_with_one_damaged_byte():
    data = word_file(paragraph("正文" * 500))
    return with_damage(data, in_member(data, "word/document.xml") + 20)


@kind(".docx")
def word_with_a_damaged_relation():
    data = word_file(paragraph("正文" * 500))
    return with_damage(data, in_member(data, "_rels/.rels") + 4)


@kind(".docx")
def word_cut_off():
    data = word_file(paragraph("正文" * 500))
    return data[: len(data) * 2 // 3]


@kind(".docx")
def word_tables_inside_one_another():
    cell = paragraph("底")
    for _ in range(55):
        cell = table([cell + paragraph("层")])
    return word_file(cell)


@kind(".docx")
def word_elements_inside_one_another():
    return word_file("<w:sdt><w:sdtContent>" * 5_000 + paragraph("底") + "</w:sdtContent></w:sdt>" * 5_000)


@kind(".docx")
def word_entities_that_multiply():
    prolog = '<!DOCTYPE w [<!ENTITY a "啊啊啊啊啊啊啊啊啊啊">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return word_file("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=prolog + "]>")


@kind(".docx")
def word_that_unpacks_to_much():
    return word_file(paragraph("啊" * 90_000_000))


@kind(".docx")
def word_with_much_text():
    return word_file(paragraph("啊" * 1_000) * 2_500)


@kind(".docx")
def word_symbols_that_are_half_a_character():
    return word_file("<w:p><w:r><w:sym w:char='D800'/><w:t>文</w:t><w:sym w:char='DC00'/></w:r></w:p>")


@kind(".docx")
def word_members_twice():
    data = word_file(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist()] * 2)


@kind(".docx")
def word_relations_that_lead_out():
    data = word_file(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["_rels/.rels"] = members["_rels/.rels"].replace("word/document.xml", "../../../../../etc/hostname")
    return zipped(members.items())


@kind(".docx")
def word_relations_in_a_ring():
    data = word_file(paragraph("正文"), styles="")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["word/_rels/styles.xml.rels"] = members["word/_rels/document.xml.rels"].replace("styles.xml", "document.xml")
    return zipped(members.items())


@kind(".docx")
def word_in_another_encoding():
    data = word_file(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = b'<?xml version="1.0" encoding="UTF-16"?>' + members["word/document.xml"]
    return zipped(members.items())


@kind(".docx")
def word_text_boxes_inside_one_another():
    inner = paragraph("底")
    for _ in range(30):
        inner = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    return word_file(inner)


@kind(".docx")
def word_packed_in_an_unknown_way():
    data = word_file(paragraph("正文"), compression=zipfile.ZIP_STORED)
    place = data.rindex(b"PK\1\2", 0, data.rindex(b"word/document.xml"))
    return data[: place + 10] + struct.pack("<H", 97) + data[place + 12 :]


@kind(".docx")
def word_notes_that_cite_the_next_ten_times():
    return word_file(paragraph("正文", *[cited(1)] * 10), footnotes="".join(note(n, "注", *[cited(n + 1)] * 10) for n in range(1, 12)))


@kind(".docx")
def word_comment_that_cites_itself():
    reference = '<w:r><w:commentReference w:id="1"/></w:r>'
    return word_file(paragraph("正文", reference), comments=f'<w:comment w:id="1">{paragraph("批", reference)}</w:comment>')


@kind(".docx")
def word_marker_of_a_list_that_is_overridden():
    own = level(0, "decimal", "%1" * 50_000)
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{own}</w:lvlOverride></w:num>'
    return word_file(numbered("项", 0, 2) * 2_000, numbering=lists(level(0, "decimal", "%1."), extra_lists=more))


@kind(".docx")
def word_numbers_that_are_none():
    values = ["abc", "1e9", "9" * 5_000, "-", "", "٣", "1.5", "０", "²"]
    levels = [level(n, "decimal", "%1.", start=value) for n, value in enumerate(values)]
    marks = (f'<w:ind w:left="{value}"/><w:outlineLvl w:val="{value}"/>' for value in values)
    return word_file("".join(numbered("项", value) + paragraph("段", properties=next(marks)) for value in values), numbering=lists(*levels))


@kind(".docx")
def word_cells_that_reach_far():
    cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("格")}</w:tc>' for value in ("1000000000", "-5", "x", "0"))
    return word_file(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 50}</w:tbl>")


# PDF


@kind(".docx")
def word_fields_left_open():
    return word_file(paragraph(REPORT) + "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + "</w:p>" + paragraph(REPORT))


@kind(".docx")
def word_paragraph_with_many_attributes():
    return word_file("<w:p " + " ".join(f'a{number}="1"' for number in range(100_000)) + "><w:r><w:t>税收</w:t></w:r></w:p>")


@kind(".docx")
def word_list_starts_beyond_measure():
    return word_file(numbered("甲") * 5, numbering=lists(level(0, "chineseCountingThousand", "%1、", start=10**30)))


@kind(".docx")
def word_of_empty_paragraphs():
    return word_file("<w:p/>" * 12_000_000)


@kind(".docx")
def word_of_many_relations():
    more = '<Relationship Id="x" Type="http://a.example/b" Target="http://c.example" TargetMode="External"/>' * 600_000
    changed = {"word/_rels/document.xml.rels": lambda relations: relations.replace("</Relationships>", more + "</Relationships>")}
    return with_members(word_file(paragraph("正文"), styles=""), changed)


@kind(".docx")
def word_of_wide_tables_inside_one_another():
    inner = paragraph("底")
    for _ in range(40):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 1_000}</w:tbl>"
    return word_file(inner)


@kind(".docx")
def word_file_without_its_text():
    return zipped([("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<Relationships/>"), ("word/styles.xml", "<styles/>")])


@kind(".pdf")
def pdf_page_of_many_characters():
    return page_of(stream(b"BT /F 1 Tf " + b"(ABCDEFGHIJ) Tj " * 600_000 + b"ET"))


@kind(".pdf")
def pdf_page_of_many_lines():
    return page_of(stream(b"BT /F 1 Tf 1 0 0 1 0 700 Tm " + b"(AB CD) Tj 0 -1 Td\n" * 20_000 + b"ET"))


@kind(".pdf")
def pdf_that_unpacks_to_much():
    return page_of(stream(b" " * 500_000_000))


@kind(".pdf")
def pdf_packed_twice():
    return page_of(stream(b" " * 400_000_000, packed=2))


@kind(".pdf")
def pdf_pages_in_a_ring():
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 3 0 R]>>", b"<</Type/Pages/Count 5/Kids[2 0 R]>>")


@kind(".pdf")
def pdf_with_too_many_pages():
    return page_of(stream(b"BT /F 12 Tf (A) Tj ET"), kids=100_000)


@kind(".pdf")
def pdf_that_counts_a_thousand_million_pages():
    return page_of(stream(b"BT /F 12 Tf (A) Tj ET")).replace(b"/Count 1", b"/Count 1000000000")


@kind(".pdf")
def pdf_tables_in_a_ring():
    data = page_of(stream(b"BT /F 12 Tf (A) Tj ET"))
    return data.replace(b"trailer <<", b"trailer <</Prev %d " % data.rindex(b"xref\n0"))


@kind(".pdf")
def pdf_without_its_end():
    data = page_of(stream(b"BT /F 12 Tf (report of the work of the year) Tj ET"))
    return data[: len(data) // 2]


@kind(".pdf")
def pdf_of_noise():
    return b"%PDF-1.4\n" + random.Random(1).randbytes(200_000)


@kind(".pdf")
def pdf_with_numbers_beyond_measure():
    return page_of(stream(b"BT /F 1e308 Tf 1e308 0 0 1e308 -1e308 1e308 Tm (report of the year) Tj 0 0 0 0 0 0 Tm (of work) Tj ET"))


@kind(".pdf")
def pdf_turned_by_no_right_angle():
    return page_of(stream(b"BT /F 12 Tf 1 0 0 1 50 700 Tm (report of the work of the year) Tj ET")).replace(b"/MediaBox", b"/Rotate 45/MediaBox")


@kind(".pdf")
def pdf_with_a_password():
    from pdffiles import pdf_file

    return pdf_file([[(80, 700, "正文")]], password="geheim")


@kind(".pdf")
def pdf_packed_in_printable_characters():
    packed = base64.a85encode(zlib.compress(b" " * 400_000_000, 9)) + b"~>"
    return page_of(b"<</Length %d/Filter[/ASCII85Decode/FlateDecode]>>stream\n" % len(packed) + packed + b"\nendstream")


@kind(".pdf")
def pdf_text_in_one_array():
    return page_of(stream(b"BT /F 1 Tf [" + b"(A)-9 " * 3_000_000 + b"] TJ ET"))


# Web pages


@kind(".pdf")
def pdf_states_saved_and_never_restored():
    return page_of(stream(b"q " * 500_000 + b"BT /F 9 Tf (" + b"ABCDEFGHIJ" * 10 + b") Tj ET"))


@kind(".pdf")
def pdf_text_as_large_as_numbers_go():
    return page_of(stream(b"BT /F 1 Tf 1e30 0 0 1e30 1e38 -1e38 Tm (" + b"ABCDEFGHIJ" * 10 + b") Tj ET")).replace(b"595 842", b"1e38 -1e38")


@kind(".html")
def page_element_with_many_attributes():
    return f"<html><body><div {' '.join(f'a{n}=1' for n in range(100_000))}>{REPORT}</div></body></html>".encode()


@kind(".html")
def page_attributes_that_hold_tags():
    return f"""<html><body><div {" ".join(f'a{n}=">"' for n in range(100_000))}>{REPORT}</div></body></html>""".encode()


@kind(".html")
def page_attributes_without_blanks():
    return f"""<html><body><div {"".join(f"a{n}=''" for n in range(100_000))}>{REPORT}</div></body></html>""".encode()


@kind(".html")
def page_elements_inside_one_another():
    return b"<html><body>" + b"<div>" * 200_000 + REPORT.encode()


@kind(".html")
def page_formats_that_every_paragraph_takes_up():
    formats = "".join(f"<b a{n}=1>" for n in range(3_000))
    return f"<html><body><p>{formats}{'<p>段' * 3_000}</body></html>".encode()


@kind(".html")
def page_tables_left_open():
    return b"<html><body>" + "<table><tr><td>格".encode() * 4_000 + REPORT.encode()


@kind(".html")
def page_of_links_left_open():
    return b"<html><body>" + "<a href=x>报<div>".encode() * 4_000 + REPORT.encode()


@kind(".html")
def page_of_comments_left_open():
    return b"<html><body>" + b"<!-- <a " * 200_000 + REPORT.encode()


@kind(".html")
def page_of_quotes_left_open():
    return b"<html><body>" + b"<a b=\" c='" * 100_000 + REPORT.encode()


@kind(".html")
def page_of_tags_left_open():
    return b"<html><body>" + b"<" * 500_000 + b"<a" * 200_000 + REPORT.encode()


@kind(".html")
def page_of_references():
    return ("<html><body><p>" + "&#xD800;&#0;&#x110000;&amp;&nbsp" * 50_000 + REPORT).encode()


@kind(".html")
def page_with_zeros():
    return ("<html><body><p>" + "\0报\0告" * 1_000 + REPORT).encode()


@kind(".html")
def page_that_names_no_encoding_there_is():
    return ("<html><head><meta charset='x-nothing'></head><body><p>" + REPORT).encode("gb18030")


@kind(".html")
def page_cells_that_reach_far():
    return ("<table>" + ("<tr>" + "<td colspan=1000 rowspan=65534>格" * 50) * 200 + "</table>" + REPORT).encode()


@kind(".html")
def page_cells_of_spans_that_are_none():
    rows = (f"<tr><td colspan='{value}' rowspan='{value}'>格<td>乙" for value in ("-1", "x", "", "1e9", "²", "٣", "+2", "9" * 5_000))
    return f"<html><body><table>{''.join(rows)}</table>{REPORT}".encode()


@kind(".html")
def page_of_one_long_row():
    return f"<html><body><table><tr>{'<td>1' * 20_000}</table>{REPORT}".encode()


@kind(".html")
def page_lists_that_start_anywhere():
    lists = (f"<ol type={form} start={start}><li>项<li value={start}>项</ol>" for form in "1aAiI" for start in ("-5", "999999999", "x", "²", "0"))
    return f"<html><body>{''.join(lists)}{REPORT}".encode()


@kind(".html")
def page_cells_across_one_another():
    return ("<table>" + ("<tr>" + "<td colspan=100 rowspan=100>甲</td>" * 100 + "</tr>") * 100 + "</table>").encode()


@kind(".html")
def page_of_many_paragraphs():
    return b"<html><body>" + b"<p>" * 8_000_000


@kind(".html")
def page_begun_again_and_again():
    return ("<html>" + "".join(f"<html a{number}=1>" for number in range(300_000)) + f"<body>{REPORT}").encode()


@kind(".html")
def page_of_many_headings_under_a_long_title():
    return ("<html><title>" + "a - " * 400_000 + "</title><body>" + "<h1>b - a</h1>" * 20_000 + REPORT).encode()


@kind(".mht")
def saved_page_of_parts_inside_one_another():
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3_000))
    return f"MIME-Version: 1.0\r\n{parts}Content-Type: text/html\r\n\r\n<p>{REPORT}".encode()


@kind(".mht")
def saved_page_cut_off():
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html"


@kind(".mht")
def saved_page_of_damaged_parts():
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=nothing; x*0*=%FF''%\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.b64encode(b"<p>" + REPORT.encode())[:-3] + b"\xff=="


@kind(".mht")
def saved_page_of_many_headers():
    return b"MIME-Version: 1.0\r\n" + b"X: =?utf-8?b?5pS/?= (((((\r\n" * 20_000 + b"Content-Type: text/html\r\n\r\n<p>" + REPORT.encode()


@kind(".mht")
def saved_page_of_messages_inside_one_another():
    return b"MIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"Content-Type: text/html\r\n\r\n<p>" + REPORT.encode()


@kind(".mht")
def saved_page_of_many_parts():
    parts = "--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 5_000
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    return f"{head}{parts}--b\r\nContent-Type: text/html\r\n\r\n<p>{REPORT}".encode()


@kind(".mht")
def saved_page_of_long_headers():
    words = "=?gbk?q?=B9=A4?= " * 50_000
    return f"MIME-Version: 1.0\r\nSubject: {words}\r\nContent-Type: text/html; {'a*0=b; ' * 5_000}\r\n\r\n<p>{REPORT}".encode()


# Texts


@kind(".txt")
def text_of_zeros():
    return bytes(1_000_000)


@kind(".txt")
def text_of_nothing():
    return b""


@kind(".txt")
def text_of_a_mark_alone():
    return b"\xef\xbb\xbf"


@kind(".txt")
def text_of_noise():
    return random.Random(2).randbytes(300_000)


@kind(".txt")
def text_in_two_encodings():
    return REPORT.encode("gb18030") * 20 + REPORT.encode("utf-8") * 20


@kind(".txt")
def text_of_half_characters():
    return (REPORT * 30).encode("utf-16-le") + b"\x00\xd8" * 10


@kind(".txt")
def text_cut_in_a_character():
    return REPORT.encode()[:-2]


@kind(".txt")
def text_of_line_ends():
    return b"\r\r\n\n\r" * 100_000 + REPORT.encode()


@kind(".txt")
def text_with_the_mark_of_another_format():
    return b"%PDF-" + REPORT.encode()


# Tables


def row(**fields):
    return json.dumps({"text": REPORT, **fields})


@kind(".jsonl")
def rows_with_half_characters():
    return ('{"text": "税收\\ud800增长", "县\\udfff": "\\udc00", "more": {"\\ud800": ["\\udfff"]}}\n' + row() + "\n").encode()


@kind(".jsonl")
def rows_with_numbers_that_are_none():
    return (row(a=float("nan"), b=float("inf"), c=-0.0) + '\n{"text": "税收", "n": 1e999, "i": ' + "9" * 4_000 + "}\n").encode()


@kind(".jsonl")
def rows_with_a_number_too_long():
    return (row() + '\n{"text": "税收", "i": ' + "9" * 100_000 + "}\n").encode()


@kind(".jsonl")
def rows_with_lists_inside_one_another():
    return (row(a=1) + '\n{"text": "税收", "a": ' + "[" * 900 + "]" * 900 + '}\n{"a": ' + "[" * 100_000 + "\n").encode()


@kind(".json")
def table_of_lists_inside_one_another():
    return b"[" * 100_000 + b"]" * 100_000


@kind(".json")
def table_of_no_objects():
    return b'[1, null, "text", ["text"], {"text": "x"}]'


@kind(".csv")
def table_with_many_columns():
    return (",".join(f"c{n}" for n in range(100_000)) + "\n" + "," * 99_999 + "\n").encode()


@kind(".csv")
def table_with_a_quote_left_open():
    return ('place,text\n青岭县,"' + REPORT * 1_000).encode()


@kind(".csv")
def table_with_zeros():
    return f"place,text\n青岭县,税\0收\n青\0岭县,{REPORT.splitlines()[3]}\n".encode()


@kind(".csv")
def table_of_delimiters():
    return b"text" + b"\n" + b",;\t|" * 100_000


@kind(".xlsx")
def workbook_with_one_damaged_byte():
    data = workbook()
    return with_damage(data, in_member(data, "xl/worksheets/sheet1.xml") + 10)


@kind(".xlsx")
def workbook_of_half_characters():
    cells = "".join(f'<c r="{at}3" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in (("A", "_xD800_"), ("B", "税收_xDFFF_增长_x0000_")))
    return workbook(f'<row r="3">{cells}</row>')


@kind(".xlsx")
def workbook_of_cells_that_are_none():
    cells = '<c r="A3" t="d"><v>99999-99-99</v></c><c r="B3" t="s"><v>999999</v></c><c r="C3"><v>1e999</v></c><c r="ZZZZ9"><v>x</v></c>'
    return workbook(f'<row r="3">{cells}</row>')


@kind(".xlsx")
def workbook_of_a_million_rows_without_cells():
    return workbook('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')


@kind(".xlsx")
def workbook_that_unpacks_to_much():
    return workbook("<row>" + " " * 280_000_000 + "</row>")


@kind(".xlsx")
def workbook_with_a_row_of_many_cells():
    return workbook("<row>" + "<c><v>1</v></c>" * 4_000_000 + "</row>")


@kind(".xlsx")
def workbook_of_many_texts():
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return with_members(workbook(), {"xl/sharedStrings.xml": lambda _: f"<sst {space}>" + "<si><t>a</t></si>" * 8_000_000 + "</sst>"})


@kind(".xlsx")
def workbook_with_a_long_format_of_numbers():
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{"#" * 200_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    rows = "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("指标", "2025年完成", "2026年目标")) + "</row>"
    rows += '<row><c t="inlineStr"><is><t>税收</t></is></c><c s="0"><v>1</v></c></row>' * 100
    changed = {
        "xl/styles.xml": lambda _: f"<styleSheet {space}>{formats}</styleSheet>",
        "xl/worksheets/sheet1.xml": lambda _: f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
    }
    return with_members(workbook(), changed)


def workbook(rows=""):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["place", "text"])
    book.active.append(["青岭县", REPORT])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    return zipped(members.items())


def parquet():
    import pyarrow as pa
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pa.table({"text": [REPORT] * 50, "place": ["青岭县"] * 50, "raw": [b"\xff\xfe"] * 50}), out)
    return out.getvalue()


@kind(".parquet")
def rows_with_bytes():
    return parquet()


@kind(".parquet")
def rows_of_days_beyond_measure():
    import pyarrow as pa
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    days = {"day": pa.array([2**31 - 1], pa.date32()), "moments": pa.array([[2**62]], pa.list_(pa.timestamp("us")))}
    write_table(pa.table({"text": [REPORT], "bytes": pa.array([b"\xff"]).view(pa.string()), **days}), out)
    return out.getvalue()


@kind(".parquet")
def columns_with_a_damaged_byte():
    return with_damage(parquet(), 60)


@kind(".parquet")
def columns_with_a_damaged_end():
    data = parquet()
    return with_damage(data, len(data) - 40)


@kind(".parquet")
def columns_cut_off():
    return parquet()[:300]


@kind(".parquet")
def rows_that_share_one_long_text():
    return columns(table_of_one_text(90, 10_000_000), "parquet")


@kind(".feather")
def columns_that_share_one_long_text():
    return columns(table_of_one_text(90, 10_000_000), "feather")


@kind(".dta")
def table_that_tells_of_rows_it_has_not():
    import pandas
    import pyreadstat

    with tempfile.NamedTemporaryFile(suffix=".dta") as file:
        pyreadstat.write_dta(pandas.DataFrame({"text": [REPORT[:200]], "year": [2024]}), file.name, version=15)
        data = Path(file.name).read_bytes()
    place = data.index(b"<N>") + 3
    return data[:place] + struct.pack("<Q", 200_000_000) + data[place + 8 :]


def table_of_one_text(rows, length):
    import pyarrow as pa

    return pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["税" * length]))})


def columns(table, format, **options):
    from pyarrow import feather, parquet

    out = io.BytesIO()
    (feather.write_feather if format == "feather" else parquet.write_table)(table, out, compression="zstd", **options)
    return out.getvalue()


# Archives


@kind(".csv.gz")
def table_of_one_endless_line():
    return packed_much("place,text\n青岭县,".encode(), b"a" * (1 << 24), 60)


@kind(".json.gz")
def table_of_many_values():
    return packed_much(b"[", b"[]," * (1 << 20), 60)


@kind(".jsonl.gz")
def row_of_many_values():
    return packed_much(b'{"text": [', b"{}," * (1 << 20), 60)


@kind(".txt.gz")
def packed_text_of_wide_characters():
    return packed_much("税\U00020000".encode(), b"a" * (1 << 24), 15)


@kind(".mht.gz")
def saved_page_of_line_ends():
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>"
    return packed_much(head, b"\n" * (1 << 24), 6)


@kind(".tgz")
def archive_of_one_endless_name():
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 3 << 30
    return packed_much(member.tobuf(tarfile.GNU_FORMAT), b"a" * (1 << 24), 192)


@kind(".tgz")
def archive_of_one_endless_number():
    records = [(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.name", b"x"), (b"GNU.sparse.realsize", b"9")]
    told = b"".join(b"%d %s=%s\n" % (len(name + value) + 5, name, value) for name, value in records)
    header, member = tarfile.TarInfo("x"), tarfile.TarInfo("x")
    header.type, header.size, member.size = tarfile.XHDTYPE, len(told), 300 << 20
    begun = header.tobuf(tarfile.USTAR_FORMAT) + told.ljust(512, b"\0") + member.tobuf(tarfile.USTAR_FORMAT)
    return packed_much(begun + b"99999999\n", b"0" * (1 << 20), 300)


@kind(".zip.gz")
def archive_of_five_million_names():
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, *[0] * 15)
    count = 5_000_000
    size = count * len(entry)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 30) + struct.pack("<4sLQL", b"PK\6\7", 0, 30 + size, 1)
    end += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return gzip.compress(struct.pack("<4s2B4HL2L2H", b"PK\3\4", 20, *[0] * 10) + entry * count + end, 1)


@kind(".zip")
def archives_inside_one_another():
    data = REPORT.encode()
    for n in range(12):
        data = zipped([(f"{n}.zip" if n else "a.txt", data)])
    return data


@kind(".zip")
def archive_of_nothing():
    return zipped([])


@kind(".zip")
def archive_packed_in_no_known_way():
    data = bytearray(zipped([("a.txt", REPORT), ("b.txt", REPORT)]))
    for mark, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 95)
    return bytes(data)


@kind(".zip")
def archive_whose_names_lead_out():
    return zipped([("../../etc/passwd", REPORT), ("/etc/passwd", REPORT), ("C:\\a.txt", REPORT), ("good.txt", REPORT)])


@kind(".zip")
def archive_that_unpacks_to_much():
    return zipped([("a.txt", "啊" * 100_000_000), ("good.txt", REPORT)])


@kind(".zip")
def archive_of_many_members():
    return zipped(((f"{n}.txt", b"") for n in range(20_000)), zipfile.ZIP_STORED)


@kind(".zip")
def archive_with_a_damaged_member():
    data = zipped([("a.txt", REPORT * 100), ("good.txt", REPORT)])
    return with_damage(data, in_member(data, "a.txt") + 3)


@kind(".zip")
def archive_whose_directory_lies():
    data = zipped([("a.txt", REPORT * 100)])
    place = data.rindex(b"PK\1\2")
    return data[: place + 24] + struct.pack("<I", 10) + data[place + 28 :]


@kind(".zip")
def archive_with_names_of_no_encoding():
    data = zipped([("aaaa.txt", REPORT)])
    return data.replace(b"aaaa.txt", b"\xff\xfe\x80\x81.txt")


@kind(".zip")
def archive_of_hostile_files():
    return zipped([("note.docx", word_note_that_cites_itself()), ("much.pdf", pdf_that_unpacks_to_much()), ("good.txt", REPORT)])


@kind(".tar")
def archive_of_links_and_devices():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, type, link in (("link", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "link"), ("pipe", tarfile.FIFOTYPE, "")):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = type, link
            archive.addfile(member)
        member = tarfile.TarInfo("good.txt")
        member.size = len(REPORT.encode())
        archive.addfile(member, io.BytesIO(REPORT.encode()))
    return out.getvalue()


@kind(".tar")
def archive_whose_sizes_lie():
    data = bytearray(archive_of_links_and_devices())
    place = data.rindex(b"good.txt\0")
    data[place + 124 : place + 136] = b"77777777777\0"
    data[place + 148 : place + 156] = b"        "
    data[place + 148 : place + 156] = b"%06o\0 " % sum(data[place : place + 512])
    return bytes(data)


@kind(".tgz")
def archive_cut_off():
    return gzip.compress(archive_of_links_and_devices())[:-30]


@kind(".gz")
def packed_again_and_again():
    data = REPORT.encode()
    for _ in range(20):
        data = gzip.compress(data)
    return data


@kind(".gz")
def packed_text_that_is_much():
    return gzip.compress(bytes(400_000_000), 9)


@kind(".gz")
def packed_text_with_a_damaged_byte():
    return with_damage(gzip.compress((REPORT * 50).encode()), 40)


# What other programs read


@kind(".ofd")
def fixed_pages_with_a_damaged_byte():
    data = zipped([("OFD.xml", "<OFD/>" * 100), ("Doc_0/Document.xml", "<Document/>")])
    return with_damage(data, in_member(data, "OFD.xml") + 4)


@kind(".ofd")
def fixed_pages_without_pages():
    return zipped(
        [("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>../x</ofd:DocRoot></ofd:DocBody></ofd:OFD>')]
    )


@kind(".ofd")
def fixed_pages_of_many_elements():
    more = "<ofd:TextObject/>" * 9_000_000
    changed = {"Doc_0/Pages/0.xml": lambda page: page.replace("</ofd:Layer>", more + "</ofd:Layer>")}
    return with_members(ofd_file([[(20, 20, "税收")]]), changed)


@kind(".odt")
def open_document_that_is_none():
    return zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a>" * 1_000)], zipfile.ZIP_STORED)


@kind(".rtf")
def rich_text_inside_one_another():
    return b"{\\rtf1 " + b"{" * 100_000


@kind(".doc")
def old_document_of_noise():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(10_000)


def named_often():
    """A page whose content is one stream, a hundred thousand times."""
    return page_of(b"[" + b"6 0 R " * 100_000 + b"]", stream(b"BT /F 1 Tf (ABCDEFGHIJ) Tj ET " * 1_000))


def with_long_meanings():
    """A font that stands for five hundred characters with each byte."""
    meaning = b"1 begincodespacerange <00><ff> endcodespacerange 1 beginbfchar <41> <" + b"6C49" * 500 + b"> endbfchar"
    content = page_of(stream(b"BT /F 1 Tf " + b"(AAAAAAAAAA) Tj " * 9_000 + b"ET"), stream(meaning))
    return content.replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/ToUnicode 6 0 R")


def packed_otherwise(name):
    return page_of(b"<</Length 9/%s>>stream\n" % name + b"123456789\nendstream")


DOUBTFUL = {
    "content_named_often": named_often,
    "font_of_long_meanings": with_long_meanings,
    "runs_of_bytes": lambda: packed_otherwise(b"Filter/RunLengthDecode"),
    "another_packing": lambda: packed_otherwise(b"Filter[/FlateDecode /LZWDecode]"),
    "filter_elsewhere": lambda: packed_otherwise(b"Filter 9 0 R"),
    "filter_in_another_spelling": lambda: packed_otherwise(b"F#69lter/FlateDecode"),
    "dictionary_out_of_sight": lambda: packed_otherwise(b"Filter/FlateDecode" + b" " * 5_000),
}
"""PDFs of which only a process of its own can tell what they ask for."""
HEAVY = {
    "pdf_form_drawn_again_and_again": (
        ".pdf",
        lambda: page_of(
            stream(b"/X6 Do " * 10),
            *(
                stream(b"/X%d Do " % (n + 1) * 10 if n < 16 else b"BT /F 12 Tf (A) Tj ET", b"/Subtype/Form/BBox[0 0 9 9]/Resources 17 0 R")
                for n in range(6, 17)
            ),
            b"<</Font<</F 4 0 R>>/XObject<<%s>>>>" % b"".join(b"/X%d %d 0 R" % (n, n) for n in range(6, 17)),
            resources=b"/XObject<<%s>>" % b"".join(b"/X%d %d 0 R" % (n, n) for n in range(6, 17)),
        ),
    ),
    "pdf_content_read_again_and_again": (
        ".pdf",
        lambda: page_of(stream(b"0 0 m 1 1 l S\n" * 3_000_000), kids=1_000),
    ),
}
"""Kinds that only a process of its own with limits of time and memory can end."""
