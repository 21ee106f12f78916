"""Rule packs: what a user adds is in force where it is asked for, and nowhere else; what is wrong is said with file, entry and reason."""

import ast
import csv
import pickle
import shutil
import threading
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext
from govtext.cli import cli
from govtext.errors import RuleError
from govtext.labels import Role
from govtext.rules import Rule, lexicon, ruleset
from govtext.rules.packs import extendable, lexicon_checks, load
from govtext.rules.proof import problems
from govtext.rules.timing import superlinear

FOLDERS = {"lexicon": "lexicons", "ruleset": "rules"}
TEXT = "一、一年来向人民报账\n开通低空航线12条，增长20%，新增保障工位3200工位。\n二、今年目标\n主要预期目标是：低空航线增长5%左右。"
UNIT = "term,dimension,factor,base_unit,english,classifier,source\n"
RULE = """
[[rules]]
id = "mine.account"
pattern = '报账'
produces = { role = "retrospect", weight = 3 }
description = "An account."
examples = ["向人民报账"]
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    assert CliRunner().invoke(cli, ["rules", "new", str(folder)]).exit_code == 0
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def found(report: govtext.Report) -> list[tuple[str, str | None, str]]:
    return [(m.text, m.canonical, m.unit) for m in report.metrics]


def test_the_template_is_right_and_says_so(template):
    result = CliRunner().invoke(cli, ["rules", "check", str(template)])
    assert result.exit_code == 0
    assert "roles, indicators, units" in result.output


def test_new_keeps_what_is_there(template):
    result = CliRunner().invoke(cli, ["rules", "new", str(template)])
    assert result.exit_code == 1
    assert "is there already" in result.stderr


def test_rules_rows_and_units_of_a_pack_are_in_force(template):
    report = govtext.Parser(rules=[template]).parse(TEXT)
    assert report.sections[0].role is Role.RETROSPECT
    assert report.sections[0].role_rule == "my_pack.account"
    assert found(report)[:3] == [("12条", "low_altitude_routes", "条"), ("20%", "low_altitude_routes_growth", "%"), ("3200工位", None, "工位")]


def test_a_file_is_read_with_the_pack_too(template, tmp_path):
    (tmp_path / "report.txt").write_text(TEXT, "gb18030")
    parser = govtext.Parser(rules=[str(template)])
    assert found(parser.read(tmp_path / "report.txt")) == found(parser.parse(TEXT))


def test_what_comes_after_parsing_knows_the_pack(template):
    parser = govtext.Parser(rules=[template])
    report = parser.parse(TEXT)
    with parser.active():
        assert report.target("low_altitude_routes_growth").low == 5
        role = next(reason for reason in report.explain("s1").reasons if reason.field == "role")
        assert "my_pack.account" in str(report.explain("s1"))
        assert str(template / "rules" / "roles.toml") in str(report.explain("s1"))
    assert role.text == "报账"


def test_nothing_of_a_pack_is_left_outside(template):
    before = govtext.parse(TEXT).model_dump_json()
    parser = govtext.Parser(rules=[template])
    assert parser.parse(TEXT).model_dump_json() != before
    assert govtext.parse(TEXT).model_dump_json() == before
    with parser.active():
        other: list[str] = []
        thread = threading.Thread(target=lambda: other.append(govtext.parse(TEXT).model_dump_json()))
        thread.start()
        thread.join()
        assert govtext.parse(TEXT).model_dump_json() != before
    assert other == [before]


def test_a_parser_travels_to_another_process(template):
    parser = pickle.loads(pickle.dumps(govtext.Parser(rules=[template])))
    shutil.rmtree(template)
    assert parser.parse(TEXT).sections[0].role is Role.RETROSPECT


def test_a_parser_without_packs_is_the_package():
    assert govtext.Parser().parse(TEXT) == govtext.parse(TEXT)


def test_the_first_pack_wins(tmp_path):
    one = write(tmp_path / "one", "rules/roles.toml", RULE)
    two = write(tmp_path / "two", "rules/roles.toml", RULE.replace("mine", "other").replace("retrospect", "plan"))
    assert govtext.Parser(rules=[one, two]).parse(TEXT).sections[0].role_rule == "mine.account"
    assert govtext.Parser(rules=[two, one]).parse(TEXT).sections[0].role_rule == "other.account"


def test_a_rule_may_use_the_fragments_and_lexicons_of_its_file(tmp_path):
    rule = """
    [fragments]
    stove = '灶台'
    [[rules]]
    id = "mine.stoves"
    pattern = '{stove}(?={unit})'
    produces = { kind = "none" }
    description = "Stoves before a unit."
    examples = ["灶台元"]
    """
    assert problems(write(tmp_path, "rules/masks.toml", rule)) == []


def test_starts_of_a_pack_are_added(tmp_path):
    rule = """
    starts = "兜"
    [[rules]]
    id = "mine.firm"
    pattern = '兜底'
    produces = { strength = "binding" }
    description = "Bottom lines."
    examples = ["兜底保障"]
    """
    for text in (rule, rule.replace('starts = "兜"', "")):
        with govtext.Parser(rules=[write(tmp_path, "rules/strengths.toml", text)]).active():
            assert ruleset("strengths").search("力求兜底").rule.id == "mine.firm"
            assert ruleset("strengths").search("确保完成").rule.id == "strength.binding"


def test_an_installed_pack_is_named(template, tmp_path, monkeypatch):
    site = tmp_path / "site"
    shutil.copytree(template, site / "office_pack")
    write(site, "office_pack/__init__.py", "")
    write(site, "office_pack-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: office-pack\nVersion: 1.0\n")
    write(site, "office_pack-1.0.dist-info/entry_points.txt", "[govtext.packs]\noffice = office_pack\n")
    monkeypatch.syspath_prepend(site)
    assert govtext.Parser(rules=["office"]).parse(TEXT).sections[0].role is Role.RETROSPECT
    assert "office\tinstalled pack\toffice_pack" in CliRunner().invoke(cli, ["rules", "list"]).output


def test_the_command_line_takes_packs(template, tmp_path):
    file = write(tmp_path, "report.txt", TEXT) / "report.txt"
    result = CliRunner().invoke(cli, ["--rules", str(template), "parse", str(file), "--format", "json"])
    assert result.exit_code == 0
    assert '"my_pack.account"' in result.output
    assert '"my_pack.account"' not in CliRunner().invoke(cli, ["parse", str(file), "--format", "json"]).output
    assert "my_pack.account\trole = retrospect, weight = 3" in CliRunner().invoke(cli, ["--rules", str(template), "rules", "list", "roles"]).output


def test_processes_of_a_batch_have_the_pack_too(template, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    file = write(tmp_path, "report.txt", TEXT) / "report.txt"
    result = CliRunner().invoke(cli, ["--rules", str(template), "batch", str(file), "-o", str(tmp_path / "dataset"), "--workers", "1"])
    assert result.exit_code == 0
    assert "low_altitude_routes" in parquet.read_table(tmp_path / "dataset" / "metrics")["canonical"].to_pylist()


def test_a_batch_begun_with_other_packs_is_not_resumed(template, tmp_path):
    pytest.importorskip("pyarrow.parquet")
    file = write(tmp_path, "report.txt", TEXT) / "report.txt"

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        govtext.batch(file, tmp_path / "dataset", workers=1, progress=stop)
    command = ["batch", str(file), "-o", str(tmp_path / "dataset"), "--workers", "1", "--resume"]
    refused = CliRunner().invoke(cli, ["--rules", str(template), *command])
    assert refused.exit_code != 0
    assert "was begun with packs [], not ['pack " in refused.stderr
    assert CliRunner().invoke(cli, command).exit_code == 0


MISTAKES = {
    "not toml": ("rules/roles.toml", "[[rules]", "roles.toml: not valid TOML"),
    "unknown key of the file": ("rules/roles.toml", RULE.replace("[[rules]]", "[[rule]]"), "roles.toml: unknown key rule"),
    "no description": ("rules/roles.toml", RULE.replace('description = "An account."', ""), "rule 'mine.account': missing description"),
    "unknown key": ("rules/roles.toml", RULE + "weight = 3\n", "rule 'mine.account': unknown key weight"),
    "text for a list": ("rules/roles.toml", RULE.replace('["向人民报账"]', '"向人民报账"'), "examples must be a list"),
    "id in use": ("rules/roles.toml", RULE.replace("mine.account", "role.plan"), "rule 'role.plan': the id is in use"),
    "id twice": ("rules/roles.toml", RULE + RULE, "rule 'mine.account': the id is used twice"),
    "bad pattern": ("rules/roles.toml", RULE.replace("'报账'", "'报账('"), "rule 'mine.account': not a valid pattern"),
    "number of a group": ("rules/roles.toml", RULE.replace("'报账'", r"'(.)\1报账'"), r"does not hold beside other patterns"),
    "flag for the whole": ("rules/roles.toml", RULE.replace("'报账'", "'(?i)报账'"), "does not hold beside other patterns"),
    "name of a group": ("rules/roles.toml", RULE.replace("'报账'", "'(?P<A1>报账)'"), "does not hold beside other patterns"),
    "empty match": ("rules/roles.toml", RULE.replace("'报账'", "'(?:报账)?'"), "matches the empty text"),
    "unknown fragment": ("rules/roles.toml", RULE.replace("'报账'", "'{nothing}'"), "unknown fragment {nothing}"),
    "unknown lexicon": ("rules/roles.toml", '[lexicons]\nx = "nothing.term"\n' + RULE, "there is no lexicon 'nothing'"),
    "unknown column": ("rules/roles.toml", '[lexicons]\nx = "units.nothing"\n' + RULE, "and no 'nothing'"),
    "unknown value": ("rules/roles.toml", RULE.replace("retrospect", "past"), "produces.role is 'past'; the rules of this file have"),
    "wrong type": ("rules/roles.toml", RULE.replace("weight = 3", 'weight = "3"'), "produces.weight is '3'"),
    "unknown product": (
        "rules/roles.toml",
        RULE.replace("weight = 3", "mass = 3"),
        "produces mass, role; the rules of this file produce role, weight",
    ),
    "missing groups": (
        "rules/values.toml",
        RULE.replace('role = "retrospect", weight = 3', 'kind = "number"'),
        "the pattern lacks the named groups",
    ),
    "example missed": ("rules/roles.toml", RULE.replace("向人民报账", "向人民交账"), "rule 'mine.account': example '向人民交账': nothing matches"),
    "counter-example hit": (
        "rules/roles.toml",
        RULE + 'counter_examples = ["报账单"]\n',
        "rule 'mine.account': counter-example '报账单': the first match is '报账' by 'mine.account'",
    ),
    "no such file": ("rules/role.toml", RULE, "role.toml: no file of the package"),
    "no such lexicon": ("lexicons/wording.csv", "a\n", "wording.csv: no file of the package"),
    "wrong ending": ("rules/roles.yaml", RULE, "roles.yaml: no file of the package"),
    "header": ("lexicons/units.csv", "term,factor\n灶,1\n", "units.csv: the header is term,factor; write term,dimension"),
    "ragged row": ("lexicons/units.csv", UNIT + "灶,count\n", "units.csv, line 2: the row does not have the 7 columns"),
    "empty cell": ("lexicons/units.csv", UNIT + "灶,,,灶,stove,yes,\n", "row '灶,,,灶,stove,yes,': dimension is empty"),
    "unknown class": ("lexicons/units.csv", UNIT + "灶,count,,灶,stove,maybe,\n", "classifier is 'maybe', which is none of no, yes"),
    "no number": ("lexicons/units.csv", UNIT + "灶,count,many,灶,stove,yes,\n", "factor is 'many', which is no number"),
    "no day": ("lexicons/milestones.csv", "term,day,source\n建县,1950-13-01,\n", "day is '1950-13-01', which is no day"),
    "known term": ("lexicons/units.csv", UNIT + "亩,area,1,亩,mu,no,\n", "亩 stands in the lexicon already"),
    "term twice": ("lexicons/units.csv", UNIT + "灶,count,,灶,stove,yes,\n灶,count,,灶,stove,yes,\n", "灶 stands in the lexicon already"),
}


@pytest.mark.parametrize(("name", "text", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(name, text, message, tmp_path):
    folder = write(tmp_path / "bad", name, text)
    assert len(problems(folder)) == 1
    assert message in problems(folder)[0]
    assert f"{folder}/{name}" in problems(folder)[0]
    result = CliRunner().invoke(cli, ["rules", "check", str(folder)])
    assert result.exit_code == 1
    assert message in result.stderr


def test_all_mistakes_are_listed(tmp_path):
    write(tmp_path, "rules/roles.toml", RULE.replace("'报账'", "'报账('"))
    write(tmp_path, "lexicons/units.csv", "term\n灶\n")
    assert len(problems(tmp_path)) == 2


def test_a_rule_that_a_stage_cannot_read_is_named(tmp_path):
    rule = RULE.replace('role = "retrospect", weight = 3', 'style = "order"').replace("'报账'", "'(?P<word>报账)'").replace("向人民", "")
    assert "'报账' cannot be parsed with this rule: KeyError" in problems(write(tmp_path, "rules/measures.toml", rule))[0]


@pytest.mark.parametrize("name", ["no-such-pack", "."])
def test_a_pack_that_is_none_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuleError, match=r"neither a folder nor an installed pack|holds no rules"):
        govtext.Parser(rules=[name])


def test_one_pack_is_given_in_a_list(template):
    with pytest.raises(TypeError, match=r"rules=\['"):
        govtext.Parser(rules=str(template))


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    write(tmp_path, "rules/roles.toml", "")
    (tmp_path / "rules" / "roles.toml").write_bytes(RULE.encode("gb18030"))
    with pytest.raises(RuleError, match=r"roles\.toml: is not UTF-8 at byte"):
        load(tmp_path)


@pytest.mark.parametrize("name", sorted(lexicon_checks()))
def test_the_package_keeps_the_checks_that_it_makes_of_packs(name):
    checks = lexicon_checks()[name]
    header = next(csv.reader((files("govtext") / "data" / "lexicons" / f"{name}.csv").read_text("utf-8").splitlines()))
    assert {column for columns in checks.values() for column in columns} <= set(header)
    for row in lexicon(name):
        assert all(row[column] for column in checks.get("given", ()))


def test_what_is_kept_of_extendable_files_is_kept_for_each_selection_of_packs():
    """A plain `functools.cache` on a function that reads them would hand one pack's words to all."""
    package = Path(govtext.__file__).parent
    for path in sorted(set(package.rglob("*.py")) - set((package / "evaluation").iterdir())):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(decorator) for decorator in node.decorator_list):
                read = {
                    (ast.unparse(call.func), call.args[0].value)
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and ast.unparse(call.func) in FOLDERS and isinstance(call.args[0], ast.Constant)
                }
                assert not {name for kind, name in read if name in extendable(FOLDERS[kind])}, f"{path.name}: {node.name}"


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("(?:报+)+账", "报账"),
        ("(?:报|报报)+账", "向人民报账"),
        (".*报账", "向人民报账"),
        ("报[^。]*账", "报一本账"),
        ("人民[^。]*报账", "人民要报账"),
        (r"\s*\s*\s*报账", "报账"),
        ("(?:[一-龥]+，?)+报账：", "向人民，报账："),
    ],
)
def test_a_pattern_of_more_than_linear_time_is_refused_with_its_rule_and_the_input(pattern, example, tmp_path):
    rule = RULE.replace("'报账'", f"'{pattern}'").replace("向人民报账", example)
    (problem,) = problems(write(tmp_path / "pack", "rules/roles.toml", rule))
    assert "rule 'mine.account': takes more than linear time on '" in problem
    assert "again and again; bound its repetitions" in problem


@pytest.mark.timed
@pytest.mark.parametrize("name", sorted(extendable("rules")))
def test_the_own_patterns_take_linear_time(name):
    rules = ruleset(name)
    assert {rule.id: piece for rule in rules.rules if (piece := superlinear(rule, rules.starts))} == {}


BOUNDED = st.sampled_from(["报", "[^，。]{0,8}", "账", "(?:一|两)本", "[0-9]{1,9}", "人民?", "(?<!不)报", "(?=账)"])


@settings(max_examples=5)
@given(st.lists(BOUNDED, min_size=1, max_size=3).map("".join))
def test_a_pattern_whose_repetitions_are_bounded_is_let_be(pattern):
    assert superlinear(Rule("mine.account", f"{pattern}交代", "", ("报一本账交代",))) is None
