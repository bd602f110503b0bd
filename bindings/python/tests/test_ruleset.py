# SPDX-License-Identifier: Apache-2.0
"""Rule sets: opened, compiled, kept in files, refused with a place and a code."""
import json
import os
import pickle
import struct
import subprocess
import threading

import pytest

import pilah

HOUSE = """
pack = { id = "acme.house", language = "id", owner = "acme" }
[[rule]]
id     = "cold-noodles"
label  = "complaint"
topic  = "product"
points = 30
any    = ["(mie|mi) <0-2> dingin"]
hit    = ["mienya dingin pas nyampe"]
ok     = ["mie enak buat cuaca dingin banget"]
"""


def test_default_is_one_object():
    rules = pilah.RuleSet.default()
    assert rules is pilah.RuleSet.default() and rules.hash == pilah.classify("x").ruleset
    assert rules.threshold("complaint") > 0 and "question" in rules.tags
    with pytest.raises(ValueError):
        rules.threshold("none")
    with pytest.raises(TypeError, match="RuleSet.default"):
        pilah.RuleSet()


def test_listing():
    listed = pilah.rules()
    assert [rule.id for rule in listed] == sorted(rule.id for rule in listed) and len(listed) == len(pilah.RuleSet.default())
    assert {rule.label for rule in listed} == {None, *pilah.LABELS} and {rule.status for rule in listed} <= {"active", "shadow"}
    assert all(rule.kind and isinstance(rule.points, int) for rule in listed)
    assert {rule.form for rule in listed} == {"rule", "lexicon", "composite"} and any(rule.group and rule.group_cap > 0 for rule in listed)
    assert pilah.RuleSet.default()[-1] == listed[-1]
    with pytest.raises(IndexError):
        pilah.RuleSet.default()[len(listed)]


def test_own_rules_change_verdicts(tmp_path):
    folder = tmp_path / "acme" / "deep"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text(HOUSE)
    rules = pilah.RuleSet.compile(tmp_path / "acme", base=True, run_cases=True)
    assert rules.hash != pilah.RuleSet.default().hash and rules.warnings == ()
    found = pilah.Classifier(rules).classify("mienya dingin")
    assert found.ruleset == rules.hash and "acme.house.cold-noodles" in [e.rule for e in found.evidence]
    assert rules == pilah.RuleSet.from_toml(HOUSE, base=True, name=str(folder / "house.toml"))
    assert pilah.RuleSet.compile(str(folder / "house.toml"), base=True) == rules


def test_the_shipped_packs_compile_to_the_built_in_set(repository):
    assert pilah.RuleSet.compile([repository / "rules"]).hash == pilah.RuleSet.default().hash


def test_an_overlay_may_change_shipped_rules(tmp_path):
    one = pilah.rules()[0].id
    change = f'pack = {{ id = "acme.changes", language = "id", owner = "acme" }}\n[change]\n"{one}" = {{ status = "shadow" }}\n'
    with pytest.raises(pilah.RuleError):
        pilah.RuleSet.from_toml(change, base=True)
    assert pilah.RuleSet.from_toml(change, base=True, overlay=True)[0].status == "shadow"
    (tmp_path / "change.toml").write_text(change)
    assert pilah.RuleSet.compile(base=True, overlay=tmp_path)[0].status == "shadow"


def test_an_overlay_alone_goes_on_top_of_the_built_in_rules(tmp_path, command):
    """As with the command's --overlay; packs that are no overlay are the rules below it."""
    change = f'pack = {{ id = "acme.changes", language = "id", owner = "acme" }}\n[change]\n"{pilah.rules()[0].id}" = {{ status = "shadow" }}\n'
    (tmp_path / "change.toml").write_text(change)
    (tmp_path / "house.toml").write_text(HOUSE)
    rules = pilah.RuleSet.compile(overlay=tmp_path / "change.toml")
    assert rules == pilah.RuleSet.compile(base=True, overlay=[tmp_path / "change.toml"]) == pilah.RuleSet.from_toml(change, overlay=True)
    said = subprocess.run([command, "classify", "--overlay", str(tmp_path / "change.toml"), "--input-format", "jsonl", "--output-format", "jsonl", "-"],
                          input='{"text": "halo"}', capture_output=True, text=True, check=True).stdout
    assert json.loads(said)["ruleset"] == rules.hash
    assert len(pilah.RuleSet.compile(overlay=tmp_path / "house.toml")) == len(pilah.rules()) + 1
    for call in (lambda: pilah.RuleSet.compile(overlay=tmp_path / "change.toml", base=False), lambda: pilah.RuleSet.from_toml(change, overlay=True, base=False),
                 lambda: pilah.RuleSet.compile(tmp_path / "house.toml", overlay=tmp_path / "change.toml")):
        with pytest.raises(pilah.RuleError, match="unknown rule"):
            call()
    assert len(pilah.RuleSet.compile(tmp_path / "house.toml")) == 1


def test_a_folder_holds_the_packs_that_the_command_finds_in_it(tmp_path, command):
    """Nothing that is hidden, such as the link to nothing by which an editor marks a file that is being changed."""
    folder = tmp_path / "acme"
    for name in (".git/old.toml", "deep.toml/house.toml", ".house.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(HOUSE)
    (folder / ".#house.toml").symlink_to("dina@desk.4711")
    os.mkfifo(folder / "pipe.toml")
    rules = pilah.RuleSet.compile(folder)
    subprocess.run([command, "compile", folder, "-o", tmp_path / "acme.pilah"], capture_output=True, check=True)
    assert rules == pilah.RuleSet.open(tmp_path / "acme.pilah") == pilah.RuleSet.compile(folder / "deep.toml")
    (folder / "gone.toml").symlink_to("nowhere")
    with pytest.raises(FileNotFoundError, match="gone.toml"):
        pilah.RuleSet.compile(folder)


def test_no_rules_at_all_are_refused():
    for call in (pilah.RuleSet.compile, lambda: pilah.RuleSet.compile([], base=False), lambda: pilah.RuleSet.from_toml({})):
        with pytest.raises(ValueError, match="there are no rules; name some, or take RuleSet.default"):
            call()
    assert pilah.RuleSet.compile(base=True) == pilah.RuleSet.default()


@pytest.mark.parametrize("call, error, words", [
    (lambda: pilah.RuleSet.compile(None), TypeError, "paths must be a path or several, not NoneType"),
    (lambda: pilah.RuleSet.compile(b"x.toml"), TypeError, "paths must be a path or several, not bytes"),
    (lambda: pilah.RuleSet.compile(overlay=5), TypeError, "overlay must be a path or several, not int"),
    (lambda: pilah.RuleSet.compile(overlay=[5]), TypeError, "overlay must be str or os.PathLike, not int"),
    (lambda: pilah.RuleSet.compile(""), FileNotFoundError, "no file without a name"),
    (lambda: pilah.RuleSet.from_toml(HOUSE, base="yes"), TypeError, "base must be True or False, not str"),
    (lambda: pilah.RuleSet.from_toml(HOUSE, run_cases=None), TypeError, "run_cases must be True or False, not NoneType"),
    (lambda: pilah.RuleSet.from_toml("acme/house.toml\n"), ValueError, r"not the name of a file; RuleSet.compile\('acme/house.toml'\) reads it"),
    (lambda: pilah.RuleSet.from_toml(HOUSE, name=5), TypeError, "name must be str, not int"),
    (lambda: pilah.RuleSet.open(5), TypeError, "path must be str or os.PathLike, not int"),
    (lambda: pilah.RuleSet.open(__file__), pilah.ImageError, r"RuleSet.compile\(\) for rules in TOML"),
    (lambda: pilah.RuleSet.default().save("/nowhere/acme.pilah"), FileNotFoundError, "'/nowhere'"),
    (lambda: pilah.RuleSet.default().save("/"), IsADirectoryError, "directory: '/'$"),
    (lambda: pilah.RuleSet.default().checklist_text(5), TypeError, "code must be str, not int"),
    (lambda: pilah.RuleSet.default()["id"], TypeError, "str"),
])
def test_arguments_that_are_wrong_are_named(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_advice_is_for_people_who_write_python(repository):
    """Of all that the compiler can say, nothing names an option of the command."""
    seen = set()
    for file in sorted((repository / "tests/compile/errors").glob("*.toml")):
        text = file.read_text(encoding="utf-8", errors="replace")
        try:
            found = pilah.RuleSet.from_toml(text, base=False, run_cases=True).warnings
        except pilah.RuleError as error:
            found = error.diagnostics
            assert "--overlay" not in str(error)
        for one in found:
            seen.add(one.code)
            assert "--" not in one.help and "`pilah " not in one.help and one.help in one.text, file
    assert len(seen) > 60 and {"E221", "E604"} <= seen
    with pytest.raises(pilah.RuleError, match=r"only packs given as an overlay \(RuleSet.compile\(overlay=…\) or RuleSet.from_toml"):
        pilah.RuleSet.from_toml((repository / "tests/compile/errors/E221-change-without-overlay.toml").read_text())


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        pilah.RuleSet.compile(tmp_path / "nothing.toml")
    with pytest.raises(FileNotFoundError, match="no .toml"):
        pilah.RuleSet.compile([tmp_path])
    with pytest.raises(FileNotFoundError):
        pilah.RuleSet.open(tmp_path / "nothing.pilah")
    with pytest.raises(IsADirectoryError):
        pilah.RuleSet.open(tmp_path)


def test_a_rule_error_has_a_place():
    with pytest.raises(pilah.RuleError) as caught:
        pilah.RuleSet.from_toml('pack = { id = "a.b", language = "id", owner = "o" }\n[[rule]]\nid = "x"\nlabel = "rude"\npoints = "many"\nany = ["a"]\n',
                                base=True, name="acme/rude.toml")
    error = caught.value
    assert (error.file, error.line, error.column > 0) == ("acme/rude.toml", 4, True)
    assert error.code.startswith("E") and error.message and len(error.diagnostics) >= 2
    assert "acme/rude.toml:4:" in str(error) and "^" in str(error) and "more" in str(error)
    assert error.name == "PILAH_RULES_REJECTED" and isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))
    assert (again.file, again.line, again.code, str(again)) == (error.file, error.line, error.code, str(error))


def test_a_failing_case_is_an_error():
    with pytest.raises(pilah.RuleError):
        pilah.RuleSet.from_toml(HOUSE.replace("mienya dingin pas nyampe", "halo"), base=True, run_cases=True)
    pilah.RuleSet.from_toml(HOUSE.replace("mienya dingin pas nyampe", "halo"), base=True)


def test_text_that_is_no_str():
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        pilah.RuleSet.from_toml(b"x")
    with pytest.raises(pilah.RuleError):
        pilah.RuleSet.from_toml("\ud800")


def test_images_keep_and_are_checked(tmp_path):
    rules = pilah.RuleSet.from_toml(HOUSE, base=True)
    path = tmp_path / "acme é.pilah"
    rules.save(path)
    assert os.listdir(tmp_path) == [path.name]
    opened = pilah.RuleSet.open(path)
    assert opened == rules == pilah.RuleSet.load(path.read_bytes()) and hash(opened) == hash(rules) and len(opened) == len(rules)
    image = bytearray(rules.image)
    cases = {"PILAH_IMAGE_TRUNCATED": bytes(image[:-9]), "PILAH_IMAGE_NOT_PILAH": b"x" * len(image)}
    image[len(image) // 2] ^= 255
    cases["PILAH_IMAGE_CORRUPT"] = bytes(image)
    for name, wrong in cases.items():
        (tmp_path / "wrong.pilah").write_bytes(wrong)
        for attempt in (lambda: pilah.RuleSet.load(wrong), lambda: pilah.RuleSet.open(tmp_path / "wrong.pilah")):
            with pytest.raises(pilah.ImageError) as caught:
                attempt()
            assert caught.value.name == name and isinstance(caught.value, ValueError)
    with pytest.raises(TypeError, match="image must be bytes, not str"):
        pilah.RuleSet.load("x")


def test_rule_sets_and_classifiers_pickle():
    rules = pilah.RuleSet.from_toml(HOUSE, base=True)
    assert pickle.loads(pickle.dumps(rules)) == rules
    assert pickle.loads(pickle.dumps(pilah.RuleSet.default())) is pilah.RuleSet.default()
    assert pickle.loads(pickle.dumps(pilah.Classifier(rules))).rules == rules


def test_opened_by_many_threads_at_once():
    found = []
    threads = [threading.Thread(target=lambda: found.append(pilah.RuleSet.load(pilah.RuleSet.default().image).hash)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [pilah.RuleSet.default().hash] * 8


def test_errors_of_the_library_pickle():
    error = pilah.PilahError(13, "followers")
    assert "followers" in str(error) and error.name == "PILAH_BAD_ARGUMENT"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert struct.calcsize("P") == 8
