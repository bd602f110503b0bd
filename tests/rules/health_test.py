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
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent.parent)]
from pack_cases import read_listed, rules_below

EFFECTS = ("action", "label", "kind", "tag", "points", "nothing", "silent")
FEWEST = 3  # comments that two rules must share before they count as one


def read_packs(rules):
    """The source of each rule by full id, and all names in composites."""
    sources, named = {}, []
    for prefix, form, source in rules_below(rules):
        sources[prefix + source["id"]] = source
        if form == "composite":
            named += [(prefix, name) for key in ("all", "any", "none", "absorbs") for name in source.get(key, [])]
    return sources, named


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


def removed(removal, rules, further):
    """By rule the most that its removal changes anywhere, and the numbers of the comments it fires on."""
    done = subprocess.run([removal, str(rules), *map(str, further)], capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    effects, hits = {}, {}
    for line in done.stdout.decode().splitlines():
        rule, effect, *rows = line.split()
        effects[rule] = effect
        hits[rule] = frozenset(rows)
    return effects, hits


def idle_rules(sources, named, hits, effects):
    """By id what is wrong with the rule."""
    idle = {}
    wanted = named_by_composites(sources, named)
    alike = collections.defaultdict(list)
    for rule, source in sources.items():
        if source.get("status", "active") not in ("active", "shadow"):
            continue
        if not hits.get(rule):
            idle[rule] = "fires nowhere"
            continue
        if effects.get(rule) == "nothing":
            idle[rule] = "changes nothing: no comment is judged otherwise without it"
        # What a rule says beyond its points makes it another rule, even on the same comments.
        says = tuple(str(source.get(key)) for key in ("label", "topic", "kind", "target", "tags", "absorbs", "status"))
        alike[says, hits[rule]].append(rule)
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
    sources, named = read_packs(rules)
    effects, hits = removed(removal, rules, further)
    unknown = set(hits) - set(sources)
    if unknown:
        sys.exit(f"fired but in no pack: {sorted(unknown)[:5]}")
    idle = idle_rules(sources, named, hits, effects)
    listed = data / "idle_rules.jsonl"
    known = read_listed(listed, "rule")
    wrong = [f"{rule}: {why}" for rule, why in sorted(idle.items()) if rule not in known]
    wrong += [f"{rule}: is not idle any more; take it out of {listed.name}" for rule in sorted(set(known) - set(idle))]
    wrong += [f"{rule}: needs a reason in {listed.name}" for rule, reason in sorted(known.items()) if not reason]
    print("\n".join(wrong))
    size, milliseconds = price(command, library, rules)
    print(f"{len(sources)} rules on {len(frozenset().union(*hits.values())):,} comments, {len(known)} kept though idle, {len(wrong)} wrong")
    most = collections.Counter(effects.values())
    print("without a rule, what changes at the most: " + ", ".join(f"{effect} {most[effect]}" for effect in EFFECTS if most[effect]))
    print(f"image {size:,} bytes, " + (f"opened in {milliseconds:.1f} ms" if milliseconds is not None else "not timed with a sanitizer"))
    return 1 if wrong else 0


if __name__ == "__main__":
    source = pathlib.Path(sys.argv[4])
    sys.exit(main(*sys.argv[1:4], source / "rules", source / "tests" / "data",
                  [source / "tests" / "data" / "quiet.jsonl", source / "examples" / "comments.jsonl"]))
