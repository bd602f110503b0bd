# SPDX-License-Identifier: Apache-2.0
"""What people read first works: the README's code, the notebook, the version, what is said of fields."""
import pathlib
import re
import tomllib

import nbclient
import nbformat
import pytest

import pilah
from pilah._window import COUNTS
from pilah.batch import FIELDS

PACKAGE = pathlib.Path(__file__).parents[1]
BLOCKS = re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_readmes_code_runs(number, repository, monkeypatch, capsys):
    monkeypatch.chdir(repository)
    exec(compile(BLOCKS[number], f"README.md block {number}", "exec"), {"__name__": "readme"})
    said = capsys.readouterr().out
    if number == 0:
        assert said.startswith("complaint respond 62\n") and "influencer" in said and said.endswith("\nMin, paket saya mana? *********\n")
    assert said


def test_there_is_code_in_the_readme():
    assert len(BLOCKS) >= 3


def test_the_notebook_runs(repository):
    notebook = nbformat.read(PACKAGE / "examples/comments.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "keep the notebook without outputs"
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(repository)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "image/png" in kinds and "text/html" in kinds
    shown = "".join(output["data"].get("text/html", "") for output in outputs if "data" in output)
    assert 'class="pilah"' in shown and "𝐑𝐀𝐉𝐀𝐖𝐀𝐍𝐈𝟖𝟖" in shown, "the verdict and the campaign are shown"


def test_extras_for_tables_bring_arrow():
    extras = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert all("pyarrow" in packages for extra, packages in extras.items() if extra != "progress")


def test_one_version(repository):
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"project(pilah VERSION {project['version']} " in (repository / "CMakeLists.txt").read_text(encoding="utf-8")
    assert pilah.__version__ == project["version"]


def test_the_fields_are_those_of_the_command(repository):
    page = (repository / "docs/COMMAND.md").read_text(encoding="utf-8")
    table = page.split("## JSONL output")[1].split("\n\n`begin`")[0]
    named = [name for row in re.findall(r"^\| (`.*?`.*?) \|", table, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert set(named) - {"id"} == set(FIELDS) - {"invalid_sequences", "error", *COUNTS}


def test_everything_public_is_documented():
    for name in pilah.__all__:
        value = getattr(pilah, name)
        assert not callable(value) or (value.__doc__ and not value.__doc__.startswith(f"{name}(")), name
