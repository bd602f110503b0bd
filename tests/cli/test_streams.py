# SPDX-License-Identifier: Apache-2.0
"""Streams and what happens to them: order, memory, closed pipes, Ctrl-C, full disks, files that cannot be used."""

import fcntl
import json
import os
import signal
import struct
import subprocess
import termios
import threading
import time
import unittest
from pathlib import Path

from support import CommandTest, ENVIRONMENT, PILAH, RULES, classify, main, run, sanitized

ROW = b'{"id": %d, "text": "min paket saya belum sampai, sudah %d hari nih"}\n'


def start(*arguments, **options):
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([PILAH, "classify", "--rules", RULES, *arguments], env=ENVIRONMENT, **options)


def feed(process, pieces):
    """Writes in the background until there is no more or nobody reads."""
    def write():
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            pass
    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    return thread


def endless():
    number = 0
    while True:
        yield ROW % (number, number)
        number += 1


def finish(process):
    """Exit status and peak memory in MiB."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / 1024


class Order(CommandTest):
    def test_input_order_with_many_threads(self):
        rows = [json.dumps({"id": i, "text": "halo " * (i * i % 97)}) if i % 11 else "oops" for i in range(30000)]
        for threads in ("1", "2", "16"):
            answers = classify("\n".join(rows), "--threads", threads, "--evidence", "none", status=1)
            self.assertEqual([a.get("id", a.get("line", 0) - 1) for a in answers], list(range(30000)))

    def test_many_files_and_standard_input(self):
        one = self.file("one.csv", "id,text\n1,halo\n")
        two = self.file("two.jsonl", '{"id": "2", "text": "halo"}\n')
        done = run("classify", "--rules", RULES, one, "-", two, feed='{"id": "3", "text": "halo"}')
        self.assertEqual([json.loads(l)["id"] for l in done.stdout.splitlines()], ["1", "3", "2"])

    def test_each_line_is_answered_while_the_pipe_stays_open(self):
        process = start()
        for number in range(3):
            process.stdin.write(ROW % (number, number))
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["id"], number)
        process.stdin.close()
        self.assertEqual(process.stdout.read(), b"")
        self.assertEqual(process.wait(60), 0)
        process.stdout.close()
        process.stderr.close()


    def test_a_blank_line_that_comes_first_tells_no_format(self):
        process = start()
        for piece in (b"\n", b"id;text\n1;a, b anjing\n"):
            process.stdin.write(piece)
            process.stdin.flush()
            time.sleep(0.3)
        out, errors = process.communicate(timeout=60)
        self.assertEqual((json.loads(out)["labels"], errors), (["abuse"], b""))


class Memory(CommandTest):
    def peak(self, pieces, *arguments, status=0):
        with open(self.folder / "out", "wb") as out:
            process = start(*arguments, stdout=out, stderr=subprocess.DEVNULL)
            thread = feed(process, pieces)
            result, peak = finish(process)
            thread.join(60)
        self.assertEqual(result, status)
        return peak

    @unittest.skipIf(sanitized(), "measures the sanitizer")
    def test_a_long_stream_needs_no_more_than_a_short_one(self):
        block = b"".join(ROW % (i, i) for i in range(1000))
        peak = self.peak((block for _ in range(300 * 2**20 // len(block))), "--evidence", "none", "--threads", "8", "-o", "/dev/null")
        self.assertLess(peak, 100)

    def test_a_line_of_a_gibibyte_is_skipped(self):
        def pieces():
            yield b'{"text": "halo"}\n{"text": "'
            for _ in range(1024):
                yield b"a" * 2**20
            yield b'"}\n{"text": "anjing"}\n'
        peak = self.peak(pieces(), status=1)
        rows = [json.loads(line) for line in (self.folder / "out").read_bytes().splitlines()]
        self.assertEqual([r.get("labels") for r in rows], [[], None, ["abuse"]])
        self.assertEqual(rows[1]["line"], 2)
        self.assertIn("64 MiB", rows[1]["error"])
        if not sanitized():
            self.assertLess(peak, 400)

    def test_a_csv_field_that_never_ends(self):
        def pieces():
            yield b'text\nhalo\n"halo\n'
            for _ in range(80):
                yield b"anjing\n" + b" " * (2**20 - 7)
            yield b"\nanjing\n"
        self.peak(pieces(), "--evidence", "none", status=1)
        rows = [json.loads(line) for line in (self.folder / "out").read_bytes().splitlines()]
        self.assertEqual(rows[1]["line"], 3)
        self.assertEqual([r["labels"] for r in rows[2:]], [["abuse"]] * 81)

    def test_short_rows_behind_a_field_that_never_ends(self):
        """All of them wait in memory until the field is given up. Moving what waits for each chunk of rows would cost its square."""
        count = 300_000 if sanitized() else 6_000_000
        path = self.file("in.csv", b'text\n"halo\n' + b"a\n" * count)
        process = start(path, "--output-format", "text", "--threads", "2", "-o", "/dev/null")
        errors = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.communicate()
        self.assertEqual(process.returncode, 1)
        self.assertIn(f"1 of {count + 1:,}", errors)
        if not sanitized():
            self.assertLess(usage.ru_minflt, 30_000)  # pages that were new

    def test_a_comment_of_ten_megabytes(self):
        done = run("classify", "--rules", RULES, feed=json.dumps({"text": "halo " * 2**21 + "anjing"}))
        self.assertEqual(json.loads(done.stdout)["labels"], ["abuse"])


class Ends(CommandTest):
    def test_closed_reader_ends_it_quietly(self):
        process = start()
        thread = feed(process, endless())
        self.assertEqual(json.loads(process.stdout.readline())["id"], 0)
        process.stdout.close()
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(process.stderr.read(), b"")
        thread.join(60)
        process.stderr.close()

    def test_closed_reader_of_other_commands(self):
        for command in (["--help"], ["rules", "--rules", RULES], ["explain", "--rules", RULES, "halo"]):
            read, write = os.pipe()
            os.close(read)
            done = subprocess.run([PILAH, *command], stdout=write, stderr=subprocess.PIPE, timeout=60)
            os.close(write)
            self.assertEqual((done.returncode, done.stderr), (0, b""), command)

    def test_interrupt_leaves_whole_lines(self):
        for output_format in ("jsonl", "csv"):
            path = self.folder / "out"
            with open(path, "wb") as out:
                process = start("--output-format", output_format, stdout=out)
                thread = feed(process, endless())
                while path.stat().st_size < 10**6:
                    time.sleep(0.01)
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.wait(60), 130)
                thread.join(60)
                process.stderr.close()
            content = path.read_bytes()
            self.assertTrue(content.endswith(b"\n"))
            if output_format == "jsonl":
                self.assertEqual([json.loads(l)["id"] for l in content.splitlines()], list(range(content.count(b"\n"))))

    def test_interrupt_while_waiting(self):
        for arguments in ([], ["-"]):
            process = start(*arguments)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate(timeout=60)
            self.assertEqual((process.returncode, out, errors), (130, b"", b""))

    def test_interrupt_while_a_pipe_has_no_writer(self):
        pipe = self.pipe("in.csv")
        for end in (signal.SIGINT, signal.SIGTERM):
            process = start(pipe)
            time.sleep(0.3)
            process.send_signal(end)
            out, errors = process.communicate(timeout=60)
            self.assertEqual((process.returncode, out, errors), (130, b"", b""))

    def test_a_keyboard_is_told_to_go_on(self):
        for arguments, expected in ((["explain", "-"], b"reading one comment from the keyboard"), (["classify"], b"reading comments from the keyboard"),
                                    (["explain", "--language", "id", "-"], b"membaca satu komentar dari papan ketik")):
            keyboard, terminal = os.openpty()
            process = subprocess.Popen([PILAH, *arguments, "--rules", RULES], env=ENVIRONMENT, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            os.close(terminal)
            os.write(keyboard, b'{"text": "halo"}\n\x04')
            out, errors = process.communicate(timeout=60)
            os.close(keyboard)
            self.assertEqual(process.returncode, 0, errors)
            self.assertIn(b"halo" if "explain" in arguments else b'"label"', out)
            self.assertIn(expected, errors)

    def test_progress_stays_in_one_line_of_a_narrow_terminal(self):
        screen, terminal = os.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 12, 0, 0))
        process = start("-o", "/dev/null", stderr=terminal)
        os.close(terminal)
        for number in range(3):
            process.stdin.write(ROW % (number, number))
            process.stdin.flush()
            time.sleep(0.3)
        process.stdin.close()
        self.assertEqual(process.wait(60), 0)
        process.stdout.close()
        *lines, last = os.read(screen, 4096).decode().split("\r\x1b[K")[1:]
        os.close(screen)
        self.assertTrue(lines)
        self.assertTrue(all(len(line) < 12 for line in lines), lines)
        self.assertRegex(last, r"^rows: 3 in .*\n$")

    def test_half_a_comment_is_not_explained_when_interrupted(self):
        process = subprocess.Popen([PILAH, "explain", "--rules", RULES, "-"], env=ENVIRONMENT, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(b"paket belum")
        process.stdin.flush()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out, errors), (130, b"", b""))

    def test_rules_that_are_compiled_are_left_at_once_when_interrupted(self):
        process = subprocess.Popen([PILAH, "check", "built-in"], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out, errors), (130, b"", b""))

    def test_half_a_line_is_not_answered_when_interrupted(self):
        process = start()
        process.stdin.write(ROW % (0, 0) + b'{"text": "an')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), 130)
        self.assertEqual(process.communicate()[0], b"")

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_full_disk(self):
        rows = self.file("in.jsonl", b"".join(ROW % (i, i) for i in range(1000)))
        commands = [["classify", "--rules", RULES, rows], ["explain", "--rules", RULES, "halo"], ["rules", "--rules", RULES],
                    ["--help"], ["check", RULES]]
        for command in commands:
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PILAH, *command], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=60)
            self.assertEqual(done.returncode, 2, command)
            self.assertIn(b"No space left", done.stderr)
            self.assertIn(b"help: make room", done.stderr)
        done = run("classify", "--rules", RULES, rows, "-o", "/dev/full")
        self.assertEqual(done.returncode, 2)


class Pipes(CommandTest):
    def test_a_named_pipe_is_opened_once(self):
        pipe, table = self.pipe("in.csv"), self.file("table.csv", "id,text\n1,halo\n2,anjing\n")
        for _ in range(20):  # a second opening loses now and then what the first one was sent
            with subprocess.Popen(["cp", table, pipe]):
                done = run("classify", "--rules", RULES, pipe)
            self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], ["1", "2"])

    def test_many_named_pipes(self):
        pipes = [self.pipe(f"{number}.jsonl") for number in range(3)]
        rows = [self.file(f"row{number}", ROW % (number, number)) for number in range(3)]
        writers = [subprocess.Popen(["cp", row, pipe]) for row, pipe in zip(rows, pipes)]
        done = run("classify", "--rules", RULES, *pipes)
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], [0, 1, 2])
        self.assertEqual([writer.wait(60) for writer in writers], [0, 0, 0])

    def test_a_pipe_is_not_read_twice(self):
        done = run("eval", "--rules", RULES, "--split", self.pipe("in.jsonl"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot be read twice", done.stderr)


class ClosedDescriptors(CommandTest):
    """Started by a program that closed standard input, output or errors."""

    def without(self, descriptor, *arguments, **options):
        return subprocess.run([PILAH, *arguments], env=ENVIRONMENT, timeout=60, preexec_fn=lambda: os.close(descriptor), **options)

    def test_input(self):
        table = self.file("table.csv", "id,text\n1,halo\n")
        for arguments in (["classify"], ["classify", "-"], ["classify", table, "-"], ["explain", "-"]):
            done = self.without(0, *arguments, "--rules", RULES, capture_output=True)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(b"cannot read standard input", done.stderr)
        done = self.without(0, "classify", "--rules", RULES, table, capture_output=True)
        self.assertEqual((done.returncode, json.loads(done.stdout)["id"]), (0, "1"))

    def test_output(self):
        table = self.file("table.csv", "id,text\n1,halo\n")
        done = self.without(1, "classify", "--rules", RULES, table, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write to standard output", done.stderr)
        out = self.folder / "out"
        self.assertEqual(self.without(2, "classify", "--rules", RULES, table, "-o", str(out)).returncode, 0)
        self.assertEqual(json.loads(out.read_text())["id"], "1")


class Files(CommandTest):
    def test_files_that_cannot_be_used(self):
        good = self.file("good.jsonl", '{"text": "halo"}\n')
        for arguments in ([str(self.folder / "none.csv")], [str(self.folder)], [good, str(self.folder / "none.csv")],
                          [good, "-o", str(self.folder / "none" / "out")], [good, "-o", str(self.folder)],
                          [good, "--rules", str(self.folder / "none")], [good, "--rules", good]):
            done = run("classify", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertTrue(done.stderr.startswith(b"pilah: "), done.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable_file(self):
        path = self.file("secret.jsonl", '{"text": "halo"}\n')
        os.chmod(path, 0)
        self.assertEqual(run("classify", path).returncode, 2)

    def test_an_image_goes_where_it_is_sent(self):
        real = self.folder / "rules.pilah"
        self.assertEqual(run("compile", RULES, "-o", str(real)).returncode, 0)
        image = real.read_bytes()
        done = run("compile", RULES, "-o", "-")
        self.assertEqual((done.returncode, done.stdout), (0, image))
        real.write_bytes(b"old")
        link = self.folder / "link.pilah"
        link.symlink_to(real)
        self.assertEqual(run("compile", RULES, "-o", str(link)).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(real.read_bytes(), image)
        self.assertEqual(sorted(os.listdir(self.folder)), ["link.pilah", "rules.pilah"])
        full = run("compile", RULES, "-o", "/dev/full")
        self.assertEqual((full.returncode, b"No space left" in full.stderr), (2, True))
        self.assertTrue(Path("/dev/full").is_char_device())

    def test_who_may_read_a_file_stays(self):
        private = self.file("private.json", "old")
        os.chmod(private, 0o640)
        link = self.folder / "link.json"
        link.symlink_to(self.folder / "new.json")
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        for target in (private, str(link)):
            self.assertEqual(run("eval", "--rules", RULES, "--json", "-o", target, rows).returncode, 0)
        self.assertEqual(os.stat(private).st_mode & 0o777, 0o640)
        self.assertTrue(link.is_symlink())
        self.assertEqual(link.read_bytes(), Path(private).read_bytes())
        self.assertEqual(sorted(os.listdir(self.folder)), ["link.json", "new.json", "private.json", "rows.jsonl"])

    @unittest.skipIf(os.geteuid() == 0, "root writes everything")
    def test_a_file_that_may_not_be_written_is_not_replaced(self):
        kept = self.file("kept.pilah", "old")
        os.chmod(kept, 0o444)
        self.assertEqual(run("compile", RULES, "-o", kept).returncode, 2)
        self.assertEqual(Path(kept).read_text(), "old")

    def test_a_run_that_fails_at_once_leaves_the_output_of_the_last_one(self):
        table, out, records = self.file("in.csv", "No;Isi Chat\n1;anjing\n"), self.file("out.csv", "old"), self.file("records.jsonl", "old")
        outputs = ["-o", out, "--record", records]
        self.assertEqual(run("classify", "--rules", RULES, table, *outputs).returncode, 2)
        self.assertEqual((Path(out).read_text(), Path(records).read_text()), ("old", "old"))
        self.assertEqual(run("classify", "--rules", RULES, table, "--text-column", "Isi Chat", *outputs).returncode, 0)
        self.assertTrue(Path(out).read_text().startswith("No;Isi Chat;label;"))
        self.assertEqual(Path(records).read_text().count("\n"), 1)
        self.assertEqual(run("classify", "--rules", RULES, "-o", out, "--output-format", "jsonl").returncode, 0)
        self.assertEqual(Path(out).read_text(), "")

    def test_nothing_is_written_over_what_is_read(self):
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        aims = self.file("aims.jsonl", '{"set": "rows", "label": "abuse", "aim": 0.5}\n')
        pack = self.file("house.toml", 'pack = { id = "house", language = "id", owner = "house" }\n[sets]\nset = ["paket"]\n')
        image = str(self.folder / "small.pilah")
        self.assertEqual(run("compile", RULES, "-o", image).returncode, 0)
        before = {path: path.read_bytes() for path in self.folder.iterdir()}
        folder = str(self.folder)
        for arguments in (["classify", "--rules", image, rows, "-o", image], ["classify", "--rules", image, rows, "--record", image],
                          ["classify", "--rules", RULES, "--overlay", folder, rows, "-o", pack], ["classify", rows, "-o", f"{folder}/./rows.jsonl"],
                          ["eval", "--rules", RULES, rows, "-o", rows], ["eval", "--rules", image, rows, "-o", image],
                          ["eval", "--rules", RULES, "--format", "markdown", "--aims", aims, rows, "-o", aims],
                          ["eval", "--rules", RULES, "--ablation", rows, "-o", rows], ["bench", "--rules", RULES, "--seconds", "0.1", rows, "-o", rows],
                          ["bench", "--rules", image, "--seconds", "0.1", rows, "-o", image], ["compile", RULES, folder, "-o", pack],
                          ["compile", "--overlay", pack, "-o", pack], ["tune", RULES, rows, "-o", rows], ["tune", folder, rows, "-o", pack]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertIn(b"is both input and output", done.stderr)
            self.assertEqual({path: path.read_bytes() for path in self.folder.iterdir()}, before, arguments)

    def test_output_that_its_name_would_belie(self):
        rows, table = self.file("rows.jsonl", '{"text": "halo"}\n'), self.folder / "out.xlsx"
        done = run("classify", "--rules", RULES, rows, "-o", str(table))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--output-format", done.stderr)
        self.assertFalse(table.exists())
        self.assertEqual(run("classify", "--rules", RULES, rows, "-o", str(table), "--output-format", "csv").returncode, 0)

    def test_output_is_not_written_over_input(self):
        path = self.file("in.jsonl", '{"text": "halo"}\n')
        done = run("classify", "--rules", RULES, path, "-o", path)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(Path(path).read_bytes(), b'{"text": "halo"}\n')


if __name__ == "__main__":
    main()
