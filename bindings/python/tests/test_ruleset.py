# SPDX-License-Identifier: Apache-2.0
"""Rule sets: opened, compiled, kept in files, refused with a place and a code."""
import os
import pickle
import struct
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
