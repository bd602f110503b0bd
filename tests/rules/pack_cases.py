# SPDX-License-Identifier: Apache-2.0
"""The cases inside packs, as comments that the command reads, and lists of exceptions with reasons."""
import collections
import json
import tomllib

Case = collections.namedtuple("Case", "rule source key row")  # key: hit, ok or todo


def as_list(value):
    return value if isinstance(value, list) else [value]


def as_row(case):
    """A case of a pack as JSONL has it: facts with an underscore for each hyphen."""
    if isinstance(case, str):
        return {"text": case}
    facts = {group: {name.replace("-", "_"): value for name, value in case[group].items()}
             for group in ("author", "comment", "thread") if group in case}
    return {"text": case["text"], **facts}


def rules_below(folder):
    """Prefix of the pack, form and source of every rule."""
    for path in sorted(folder.rglob("*.toml")):
        pack = tomllib.loads(path.read_text(encoding="utf-8"))
        if not isinstance(pack.get("pack"), dict):
            continue
        for form in ("rule", "lexicon", "composite"):
            for source in pack.get(form, []):
                yield pack["pack"]["id"] + ".", form, source


def cases_below(folder):
    cases = []
    for prefix, _, source in rules_below(folder):
        for key in ("hit", "ok", "todo"):
            for case in as_list(source.get(key, [])):
                cases.append(Case(prefix + source["id"], source, key, as_row(case)))
    return cases


def rows_of(path):
    """Comments of a file of JSONL, without what is known of them otherwise."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [{key: row[key] for key in ("text", "author") if row.get(key) is not None} for row in rows]


def read_listed(path, key):
    """What a list allows, with reasons; nothing if there is no list."""
    if not path.exists():
        return {}
    return {row[key]: row.get("reason") for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
