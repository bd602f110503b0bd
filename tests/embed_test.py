#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The build tool that embeds the rules says what stops it, and stops with status 1. usage: embed_test.py PILAH_EMBED"""
import pathlib
import subprocess
import sys
import tempfile

PACK = """pack = { id = "id.test" }
[[rule]]
id     = "late"
label  = "complaint"
points = 20
any    = ["paket belum"]
"""
# A warning with a note, which nobody asks for beside an error.
WARNED = """[[rule]]
id     = "later"
any    = ["paket lama"]
status = "draft"
[[composite]]
id     = "never"
label  = "complaint"
points = 20
all    = ["later"]
"""


def run(files, image="image", bundle="bundle", rules="rules"):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, "rules", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        done = subprocess.run([sys.argv[1], rules, image, bundle], cwd=folder, capture_output=True, text=True)
        written = [pathlib.Path(folder, name).is_file() for name in ("image", "bundle")]
        return done.returncode, done.stdout + done.stderr, written


assert run({"p.toml": PACK}) == (0, "", [True, True])
assert run({"p.toml": PACK + WARNED}) == (0, "", [True, True])
assert run({"p.toml": PACK, "d.toml/q.toml": WARNED.replace("[[rule]]", 'pack = { id = "id.more" }\n[[rule]]')})[0] == 0
for given, expected in ((dict(rules="none"), "none: cannot be read"), (dict(image="none/image"), "none/image: cannot be written"),
                        (dict(bundle="none/bundle"), "none/bundle: cannot be written")):
    code, out, _ = run({"p.toml": PACK}, **given)
    assert code == 1 and out == f"pilah_embed: {expected}\n", (code, out)
code, out, written = run({"p.toml": PACK + WARNED + "[[rule]]\n"})
assert code == 1 and "error[E203]" in out and "warning" not in out and "note" not in out and written == [False, False], out
print("embed: says what stops it")
