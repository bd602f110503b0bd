#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table in docs/EVASION.md is what the program says: each family of disguise with an invented example.
usage: evasion_table.py DOCUMENT COMMAND    (PILAH_UPDATE_EVASION=1 writes the table anew)"""
import os
import pathlib
import subprocess
import sys
import unicodedata

BEGIN, END = "<!-- table: tests/evasion_table.py -->", "<!-- end of table -->"

# Family, example, and the trick or step that must be named; the examples are invented.
FAMILIES = [
    ("mathematical alphanumerics", "𝐫𝐚𝐣𝐚𝐤𝐨𝐢𝐧", "math-letters"),
    ("letterlike symbols", "ℝ𝔸𝕁𝔸𝕂𝕆𝕀ℕ", "math-letters"),
    ("full-width forms", "ｒａｊａｋｏｉｎ", "full-width"),
    ("circled letters", "ⓡⓐⓙⓐⓚⓞⓘⓝ", "enclosed"),
    ("negative squared letters", "🆁🅰🅹🅰🅺🅾🅸🅽", "enclosed"),
    ("negative circled letters", "🅡🅐🅙🅐🅚🅞🅘🅝", "enclosed"),
    ("parenthesised letters", "⒭⒜⒥⒜⒦⒪⒤⒩", "enclosed"),
    ("regional indicators", "🇷 🇦 🇯 🇦 🇰 🇴 🇮 🇳", "enclosed"),
    ("small capitals", "ʀᴀᴊᴀᴋᴏɪɴ", "small-caps"),
    ("superscript letters", "ʳᵃʲᵃᵏᵒⁱⁿ", None),
    ("subscript letters", "ₚᵤₗₐᵤ₇₇₇", "script"),
    ("combining marks", "r̶a̶j̶a̶k̶o̶i̶n̶", "marks"),
    ("zero-width characters", "raja\u200bkoin", "zero-width"),
    ("soft hyphens", "raja\u00adkoin", "zero-width"),
    ("Hangul fillers", "raja\u3164koin", None),
    ("Cyrillic look-alikes", "rаjаkоin", "look-alike"),
    ("Greek look-alikes", "rαjακoin", "look-alike"),
    ("Armenian look-alikes", "rajakօin", "look-alike"),
    ("Cherokee look-alikes", "ᎡᎪᎫᎪᏦoin", "look-alike"),
    ("Canadian syllabics", "ᗩᗷGᗯIᑎ", "look-alike"),
    ("a whole word of Cherokee shapes", "situs ᏒᏗᏠᏗᏕᏝᎧᏖ aja", "look-alike"),
    ("a whole word of Yi shapes", "situs ꋪꍏꀭꍏ aja", "look-alike"),
    ("a Lycian letter", "PROBE𐊗855", "look-alike"),
    ("letters that lost their plane bit", "퐫퐚퐣퐚77", "truncated"),
    ("keycaps and dingbat digits", "raja❼❼", "keycap"),
    ("Roman numerals", "ⅴⅰⅴⅰd77", None),
    ("several styles in one word", "𝐫ajаkoiп", "mixed"),
    ("right-to-left override", "\u202enioкajar\u202c", None),
    ("words under an override", "\u202ekolbog rasad\u202c", None),
    ("HTML entities", "raja&#107;oin", None),
    ("letters spread by blanks", "r a j a k o i n", "spaced"),
    ("letters spread by dots", "r.a.j.a.k.o.i.n", "dotted"),
    ("letters spread by emoji", "r⭐a⭐j⭐a⭐k⭐o⭐i⭐n", "emoji-split"),
    ("stretched letters (a habit, no evidence)", "mantaaaap", "stretched"),
    ("digits for letters", "4nj1ng", "leet"),
    ("signs for letters", "b@ngs@t", "leet"),
    ("several readings of a sign", "goblo9", None),
    ("signs of several characters", "k()nt()l", "leet"),
    ("emoji for letters", "g⭕bl⭕k", "leet"),
    ("masked letters", "b*ngs*t", "masked"),
    ("most letters masked", "f***", "masked"),
    ("the first letter masked", "*sshole", "masked"),
    ("a sign inside a word", "k.ontol", "rejoined"),
    ("a word in pieces", "gob lok", "rejoined"),
    ("letters dropped", "bllcks", "letters-dropped"),
    ("letters swapped", "kamrpet", "letters-swapped"),
    ("letters inserted", "ahnjing", None),
    ("respelt", "tolul", "respelt"),
    ("look-alike letters of ASCII", "anjlng", None),
    ("reversed", "gnijna", "reversed"),
    ("run together with another word", "anjingkau", "run-together"),
    ("with an affix", "setolol", "run-together"),
    ("@ for a first a", "@sshole", "leet"),
]


def code_points(text):
    seen = []
    for c in text:
        if ord(c) > 0x7F and c not in seen:
            seen.append(c)
    some = " ".join(f"U+{ord(c):04X}" for c in seen[:3])
    return some + (" …" if len(seen) > 3 else "")


def shown(text):
    return "".join(c if unicodedata.category(c) not in ("Cf", "Cc") else "·" for c in text).replace("|", "\\|")


def read(command, text):
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    done = subprocess.run([command, "explain", "--verbose", "--language", "en", "--", text], env=environment, check=True,
                          capture_output=True, text=True)
    lines = done.stdout.split("\n")
    if "Words as read" not in lines:
        sys.exit(f"explain shows no words for {text!r}")
    words, how = [], []
    for line in lines[lines.index("Words as read") + 1:]:
        if not line.strip():
            break
        _, _, rest = line.partition("→")
        parts = rest.strip().rsplit("  ", 1)
        words.append(parts[0].strip())
        how += parts[-1].strip().split(", ")
    return " ".join(words), list(dict.fromkeys(how))


def main():
    document, command = pathlib.Path(sys.argv[1]), sys.argv[2]
    rows, wrong = [], 0
    for family, example, must in FAMILIES:
        word, how = read(command, example)
        if must and must not in how:
            wrong += 1
            print(f"{family}: {example!r} is read as {word!r} by {', '.join(how)}, not by {must}")
        names = ", ".join(f"`{name}`" for name in how if name not in ("unknown", "as-written"))
        rows.append(f"| {family} | {shown(example)} | {code_points(example)} | {word} | {names} |")
    table = "\n".join(["| family | written | code points beyond ASCII | read as | by |", "| --- | --- | --- | --- | --- |"] + rows)
    text = document.read_text(encoding="utf-8")
    head, found, rest = text.partition(BEGIN)
    old, found_end, tail = rest.partition(END)
    if not found or not found_end:
        sys.exit(f"{document}: the marks around the table are missing")
    if os.environ.get("PILAH_UPDATE_EVASION"):
        document.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
    elif old.strip() != table:
        wrong += 1
        told = old.strip().split("\n")
        for line in table.split("\n"):
            if line not in told:
                print(f"{document.name} lacks: {line}")
        print("next: PILAH_UPDATE_EVASION=1 writes the table anew")
    print(f"{len(rows)} families, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
