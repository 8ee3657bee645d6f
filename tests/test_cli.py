"""The command line as a user meets it, with every row of its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import CORPUS, ROOT, small_run

SAMPLE = ROOT / "data" / "samples" / "minibus-mine.txt"


def sigact(*arguments: object, text: bytes | None = None) -> tuple[int, str, str]:
    """Run the console script: exit code, standard output, standard error."""
    script = Path(sys.executable).with_name("sigact")
    run = subprocess.run([script, *map(str, arguments)], check=False, input=text or b"", capture_output=True, timeout=600)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def test_a_table_for_reading() -> None:
    code, out, _ = sigact("extract", SAMPLE, "--published", "2024-05-16")
    assert code == 0
    assert "Mine kills four on minibus in northern Mali" in out
    assert "bombing explosion" in out


def test_the_readme_shows_the_real_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.chdir(ROOT)
    code, out, _ = sigact("extract", SAMPLE.relative_to(ROOT), "--published", "2024-05-16")
    shown = [line.removeprefix("    ") for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert [line.rstrip() for line in out.splitlines() if line.strip() and line.rstrip() not in shown] == []


def test_json_and_jsonl(tmp_path: Path) -> None:
    code, out, _ = sigact("extract", SAMPLE, "--published", "2024-05-16", "--format", "json")
    assert (code, json.loads(out)["published"]) == (0, "2024-05-16")
    code, out, _ = sigact("extract", SAMPLE, SAMPLE, "--format", "jsonl")
    assert (code, len(out.splitlines())) == (0, 2)
    assert json.loads(out.splitlines()[0])["id"] == str(SAMPLE)
    code, out, _ = sigact("extract", SAMPLE, SAMPLE, "--format", "json", "--output", tmp_path / "r.json")
    assert (code, out, len(json.loads((tmp_path / "r.json").read_text()))) == (0, "", 2)
    code, out, _ = sigact("extract", SAMPLE, "--output", tmp_path / "r.jsonl")
    assert code == 0
    assert "Mine kills" in out
    assert json.loads((tmp_path / "r.jsonl").read_text())["title"] == "Mine kills four on minibus in northern Mali"


def test_a_users_organisations(tmp_path: Path) -> None:
    known = tmp_path / "mine.csv"
    known.write_text("name,aliases,country,actor_type\nDawn Brigade of Azawad,Azawad Dawn Brigade,ML,non_state\n", encoding="utf-8")
    code, out, _ = sigact("extract", SAMPLE, "--format", "jsonl", "--organisations", known)
    accused = json.loads(out)["incidents"][0]["perpetrators"][0]
    assert (code, accused["name"], accused["country"], accused["actor_type"]) == (0, "Dawn Brigade of Azawad", "ML", "non_state")
    known.write_text("name,aliases,country,actor_type\nFree Hill Guards,FHG,Mali,non_state\n", encoding="utf-8")
    code, out, problem = sigact("extract", SAMPLE, "--organisations", known)
    assert (code, out) == (1, "")
    assert f"{known}:2: country 'Mali' is not an ISO 3166-1 alpha-2 code" in problem
    code, _, problem = sigact("extract", SAMPLE, "--organisations", tmp_path / "none.csv")
    assert code == 1
    assert "none.csv" in problem


def test_standard_input() -> None:
    for arguments in (["--format", "jsonl"], ["-", "--format", "jsonl"]):
        code, out, _ = sigact("extract", *arguments, text=b"A bomb exploded in Lima, killing two people.")
        assert (code, json.loads(out)["id"]) == (0, "stdin")
        assert json.loads(out)["incidents"]


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_empty_files_are_warned_of(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    code, out, err = sigact("extract", file, "--format", "jsonl")
    assert (code, json.loads(out)["incidents"]) == (0, [])
    assert err == f"warning: {file}: is empty\n"


def test_a_very_long_file(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("The council met and nothing was decided. " * 4000 + "\n\n" + SAMPLE.read_text())
    code, out, err = sigact("extract", file, "--format", "jsonl")
    assert (code, err) == (0, "")
    assert json.loads(out)["incidents"]


def test_unreadable_files_are_reported_and_the_others_done(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"a\0b")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    names = ["missing.txt", "binary.txt", "latin.txt"]
    code, out, err = sigact("extract", *(tmp_path / name for name in names), SAMPLE, "--format", "jsonl")
    assert (code, len(out.splitlines())) == (1, 1)
    problems = [line.split(": ", 2)[1:] for line in err.splitlines()]
    assert [Path(path).name for path, _ in problems] == names
    assert ["No such file" in problems[0][1], "binary" in problems[1][1], "not UTF-8" in problems[2][1]] == [True] * 3
    code, out, _ = sigact("extract", tmp_path / "missing.txt", "--format", "json")
    assert (code, json.loads(out)) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["extract", SAMPLE, "--published", "16 May"], "is not a date such as 2024-05-14"),
        (["extract", SAMPLE, "--publish", "2024-05-16"], "No such option"),
        (["extract", SAMPLE, "--format", "xml"], "xml"),
        (["extract", SAMPLE, "--min-confidence", "2"], "min-confidence"),
        (["extract", SAMPLE, "--model", "no/such/folder"], "neither a model folder nor a Hub repository"),
        (["extract", SAMPLE, "--model", ROOT / "data"], "config.json: is missing"),
        (["train", "no.yaml"], "cannot be read as a recipe"),
        (["train", ROOT / "configs" / "smoke.yaml", "--set", "training.speed=9"], "training.speed: unknown key"),
        (["evaluate", "no/such/folder", CORPUS / "dev"], "neither a model folder"),
        (["export", "no/such/folder", "--output", "x"], "is not a folder"),
        (["push", "org/name", "--model", ROOT / "data"], "config.json: is missing"),
        (["push", "org/name@1", "--model", ROOT / "infer" / "model"], "is no name of a Hub repository"),
        (["card", "no/such/folder"], "is not a folder"),
        (["fly"], "No such command"),
    ],
)
def test_wrong_use(arguments: list[object], problem: str) -> None:
    code, out, err = sigact(*arguments)
    assert (code, out) == (2, "")
    assert problem in " ".join(err.split())
    assert "Traceback" not in err


def test_help_and_version() -> None:
    code, out, _ = sigact("--version")
    assert (code, out) == (0, "0.1.0\n")
    for command in ("extract", "train", "evaluate", "export", "card", "push", "schema", "corpus"):
        assert command in sigact("--help")[1]


def test_the_schema_is_json_schema() -> None:
    code, out, _ = sigact("schema")
    assert (code, json.loads(out)["$schema"]) == (0, "https://json-schema.org/draft/2020-12/schema")


def test_train_evaluate_export_extract(tmp_path: Path) -> None:
    overrides = [part for key, value in small_run(tmp_path / "m").items() for part in ("--set", f"{key}={value}")]
    code, out, err = sigact("train", ROOT / "configs" / "smoke.yaml", *overrides)
    assert code == 0, err
    assert out.splitlines()[-1] == str(tmp_path / "m")
    code, out, err = sigact("export", tmp_path / "m", "--output", tmp_path / "onnx")
    assert (code, out) == (0, f"{tmp_path / 'onnx'}\n"), err
    code, out, _ = sigact(
        "evaluate", tmp_path / "onnx", CORPUS / "dev", "--look-up", CORPUS / "train", "--output", tmp_path / "scores.json"
    )
    assert (code, "look-up F1" in out) == (0, True)
    assert json.loads((tmp_path / "scores.json").read_text())["model"] == "smoke@0.0.0"
    code, out, _ = sigact("extract", SAMPLE, "--model", tmp_path / "onnx", "--format", "jsonl")
    assert (code, json.loads(out)["model"]) == (0, "smoke@0.0.0")


def test_corpus_compile_and_validate(tmp_path: Path) -> None:
    code, out, _ = sigact("corpus", "compile", CORPUS / "dev", "--output", tmp_path / "dev.jsonl")
    assert (code, out) == (0, f"{tmp_path / 'dev.jsonl'}: 60 articles\n")
    code, out, _ = sigact("corpus", "validate", tmp_path / "dev.jsonl", CORPUS / "train")
    assert (code, "0 faults" in out) == (0, True)
    (tmp_path / "bad.txt").write_text("---\nid: bad\nincidents: {}\n---\n[x|NOPE]\n")
    code, _, err = sigact("corpus", "validate", tmp_path / "bad.txt")
    assert (code, err) == (1, f"error: {tmp_path / 'bad.txt'}:5: label 'NOPE' is not in label list 'sigact' in: [x|NOPE]\n")


def test_a_label_list_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text("name: team\nversion: 1\nlabels: [Where]\n")
    (tmp_path / "a.txt").write_text("---\nid: a\nincidents: {}\n---\nIn [Lima|Where].\n")
    for command in (["validate"], ["compile", "--output", tmp_path / "a.jsonl"], ["stats"]):
        assert sigact("corpus", command[0], tmp_path / "a.txt", *command[1:])[0] == 1
        assert sigact("corpus", command[0], tmp_path / "a.txt", *command[1:], "--labels", tmp_path / "team.yaml")[0] == 0
