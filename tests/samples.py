"""The sample reports, and programs that turn them into other formats, for tests of reading."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

LIBREOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")


def squeezed(text):
    """The text without white space."""
    return "".join(text.split())


def converted(paths, filter):
    """The bytes of a file, or of each of several, turned into another format by LibreOffice."""
    several = isinstance(paths, list)
    paths = paths if several else [paths]
    with TemporaryDirectory() as folder:
        profile, target = Path(folder, "profile"), Path(folder, "out")
        command = [LIBREOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", filter, "--outdir", str(target)]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
        results = [target.joinpath(f"{path.stem}.{filter.partition(':')[0]}").read_bytes() for path in paths]
    return results if several else results[0]


CORPORA = Path(__file__).parents[1] / "corpora"
INVENTED = """2024年青河县人民政府工作报告
——2024年1月23日在青河县第十七届人民代表大会第四次会议上
县长　周明远

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议，并请各位政协委员和其他列席人员提出意见。
一、2023年工作回顾
过去一年，全县生产总值完成286.4亿元、增长6.2%，一般公共预算收入12.5亿元、增长4.8%，城镇新增就业5200余人，城乡居民人均可支配收入分别增长5.6%、7.1%。
（一）产业发展稳中有进。新增规模以上工业企业14家，总数达到96家；粮食总产达到41.3万吨，实现“十九连丰”。一是主导产业壮大。装备制造产值突破80亿元，占规上工业的比重提高2.3个百分点。二是现代农业提质。建成高标准农田6.8万亩，新增省级龙头企业3家。三是服务业回暖。接待游客310万人次，社会消费品零售总额增长8.5%。
（二）城乡面貌持续改善。改造老旧小区32个，惠及居民4100户；新建改建农村公路126公里。
在肯定成绩的同时，我们清醒地看到，发展中还存在一些问题：一是产业结构不优，二是财政收支矛盾突出，三是民生短板仍然较多。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%，城镇登记失业率控制在4%以内，粮食总产稳定在40万吨以上。
（一）坚定不移扩大有效投资
——实施重点项目120个，年度投资65亿元以上。
——推进青河至白山公路等基础设施建设，力争年底前完工。
（二）用心用情办好民生实事
1．新建幼儿园4所，增加学位1200个。
2．改造县医院住院楼，新增床位300张。
三、加强政府自身建设
第一，坚持依法行政。第二，严格厉行节约，“三公”经费压减10%。第三，改进工作作风。
各位代表！蓝图已经绘就，奋斗正当其时。让我们同心协力，为建设现代化新青河而努力奋斗！
"""
"""A report of an invented county."""


def sample_reports():
    """The sample reports by name: the one above and those of the repository."""
    return {"invented": INVENTED, **{path.stem: path.read_text("utf-8") for path in sorted(CORPORA.glob("*.txt"))}}


def findings(report):
    """What a parse found, apart from where in the text it stands."""
    return {
        "meta": (squeezed(report.meta.title.value or ""), report.meta.year, report.meta.level, report.meta.place.value),
        "sections": [(section.marker, section.level, squeezed(section.title), section.role) for section in report.sections],
        "measures": [(measure.marker, measure.ordinal, squeezed(measure.title), measure.status) for measure in report.measures],
        "metrics": [
            (
                squeezed(metric.text),
                squeezed(metric.indicator.text),
                metric.canonical,
                metric.kind,
                metric.low,
                metric.high,
                metric.unit,
                metric.status,
            )
            for metric in report.metrics
        ],
        "placeholders": [(squeezed(placeholder.text), placeholder.kind) for placeholder in report.placeholders],
    }


RUNNING_HEAD = "青河县人民政府公报"


def styled_docx(lines, font):
    """A Word file as an office writes it: a font and indents, a running head and page numbers."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    document.sections[0].header.paragraphs[0].text = RUNNING_HEAD
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = 1
    foot.add_run("— ")
    number = foot.add_run()._r
    for kind in ("begin", None, "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        number.append(mark)
    foot.add_run(" —")
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.space_after = Pt(0)
        if place == 0:
            paragraph.alignment = 1
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
