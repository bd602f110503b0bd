#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""None of the rules is idle, and their price is known: prints load time and size of the image.
usage: health_test.py COMMAND LIBRARY REMOVAL SOURCE_DIR

Looked at are the cases of all packs, the quiet corpus and the example dump. A rule is idle if it fires nowhere, if another rule of the
same label fires on the very same comments and says nothing else, or if the program REMOVAL, which takes each rule out in turn, finds
that no comment changes in points, labels, kinds, targets, tags or action. tests/data/idle_rules.jsonl lists {"rule", "reason"} for those
that are kept nevertheless; a line that is not needed any more fails too."""
import collections
import ctypes
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

EFFECTS = ("action", "label", "kind", "tag", "points", "nothing", "silent")
FEWEST = 3  # comments that two rules must share before they count as one


def as_list(value):
    return value if isinstance(value, list) else [value]


def read_packs(rules):
    """The cases of all packs as rows, the source of each rule by full id, and all names in composites."""
    rows, sources, named = [], {}, []
    for path in sorted(rules.rglob("*.toml")):
        pack = tomllib.loads(path.read_text(encoding="utf-8"))
        if not isinstance(pack.get("pack"), dict):
            continue
        prefix = pack["pack"]["id"] + "."
        for form in ("rule", "lexicon", "composite"):
            for rule in pack.get(form, []):
                sources[prefix + rule["id"]] = rule
                for key in ("hit", "ok", "todo"):
                    for case in as_list(rule.get(key, [])):
                        rows.append({"text": case} if isinstance(case, str) else {k: case[k] for k in ("text", "author") if k in case})
                if form == "composite":
                    for key in ("all", "any", "none", "absorbs"):
                        named += [(prefix, name) for name in rule.get(key, [])]
    return rows, sources, named


def named_by_composites(sources, named):
    """Full ids of the rules that composites ask for: by full id, by own id in the pack, or by a prefix with a star."""
    found = set()
    for prefix, name in named:
        for candidate in (name, prefix + name):
            if candidate.endswith("*"):
                found |= {rule for rule in sources if rule.startswith(candidate[:-1])}
            elif candidate in sources:
                found.add(candidate)
                break
    return found


def fired_on(command, rules, rows):
    """By rule the numbers of the rows it fired on."""
    feed = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    done = subprocess.run([command, "classify", "--rules", str(rules), "--input-format", "jsonl", "--evidence", "full"],
                          input=feed.encode(), capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    hits = collections.defaultdict(set)
    for number, line in enumerate(done.stdout.decode().splitlines()):
        for evidence in json.loads(line)["evidence"]:
            hits[evidence["rule"]].add(number)
    return hits


def removed(removal, rules, further):
    """By rule the most that its removal changes anywhere."""
    done = subprocess.run([removal, str(rules), *map(str, further)], capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return dict(line.split() for line in done.stdout.decode().splitlines())


def idle_rules(sources, named, hits, effects):
    """By id what is wrong with the rule."""
    idle = {}
    wanted = named_by_composites(sources, named)
    alike = collections.defaultdict(list)
    for rule, source in sources.items():
        if source.get("status", "active") not in ("active", "shadow"):
            continue
        if not hits[rule]:
            idle[rule] = "fires nowhere"
            continue
        if effects.get(rule) == "nothing":
            idle[rule] = "changes nothing: no comment is judged otherwise without it"
        # What a rule says beyond its points makes it another rule, even on the same comments.
        says = tuple(str(source.get(key)) for key in ("label", "topic", "kind", "target", "tags", "absorbs", "status"))
        alike[says, frozenset(hits[rule])].append(rule)
    for (_, rows), rules in alike.items():
        free = [rule for rule in rules if rule not in wanted]
        if len(rows) >= FEWEST and len(rules) > 1 and free:
            for rule in free[len(free) == len(rules):]:
                others = ", ".join(other for other in rules if other != rule)
                idle[rule] = f"fires on the same {len(rows)} comments as {others}"
    return idle


def price(command, library, rules):
    """Bytes of the image, and milliseconds to open it, the median of nine."""
    with tempfile.TemporaryDirectory() as folder:
        image = pathlib.Path(folder) / "rules.pilah"
        subprocess.run([command, "compile", str(rules), "-o", str(image)], check=True, capture_output=True)
        if any(name in pathlib.Path(library).read_bytes() for name in (b"__asan_init", b"__tsan_init")):
            return image.stat().st_size, None  # its runtime wants to be loaded first, and would spoil the measurement
        lib = ctypes.CDLL(library)
        times = []
        for _ in range(9):
            ruleset = ctypes.c_void_p()
            start = time.perf_counter()
            status = lib.pilah_ruleset_open(str(image).encode(), ctypes.byref(ruleset))
            times.append((time.perf_counter() - start) * 1000)
            if status:
                sys.exit(f"pilah_ruleset_open: {status}")
            lib.pilah_ruleset_free(ruleset)
        return image.stat().st_size, statistics.median(times)


def main(command, library, removal, rules, data, further):
    rows, sources, named = read_packs(rules)
    for path in further:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.append({key: row[key] for key in ("text", "author") if row.get(key) is not None})
    hits = fired_on(command, rules, rows)
    unknown = set(hits) - set(sources)
    if unknown:
        sys.exit(f"fired but in no pack: {sorted(unknown)[:5]}")
    effects = removed(removal, rules, further)
    idle = idle_rules(sources, named, hits, effects)
    listed = data / "idle_rules.jsonl"
    known = {}
    if listed.exists():
        known = {row["rule"]: row.get("reason") for row in map(json.loads, listed.read_text(encoding="utf-8").splitlines())}
    wrong = [f"{rule}: {why}" for rule, why in sorted(idle.items()) if rule not in known]
    wrong += [f"{rule}: is not idle any more; take it out of {listed.name}" for rule in sorted(set(known) - set(idle))]
    wrong += [f"{rule}: needs a reason in {listed.name}" for rule, reason in sorted(known.items()) if not reason]
    print("\n".join(wrong))
    size, milliseconds = price(command, library, rules)
    print(f"{len(sources)} rules on {len(rows)} comments, {len(known)} kept though idle, {len(wrong)} wrong")
    most = collections.Counter(effects.values())
    print("without a rule, what changes at the most: " + ", ".join(f"{effect} {most[effect]}" for effect in EFFECTS if most[effect]))
    print(f"image {size:,} bytes, " + (f"opened in {milliseconds:.1f} ms" if milliseconds is not None else "not timed with a sanitizer"))
    return 1 if wrong else 0


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[4])
    sys.exit(main(*sys.argv[1:4], source / "rules", source / "tests" / "data",
                  [source / "tests" / "data" / "quiet.jsonl", source / "examples" / "comments.jsonl"]))
