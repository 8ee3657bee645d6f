"""`sigact rows` as a user meets it, on the reports of real extraction."""

import csv
import gzip
import json
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from helpers import CORPUS, ROOT
from incidents import incident, report

from sigact.data.article import Source
from sigact.data.corpus_files import read_articles
from sigact.infer.extractor import Document, Extractor
from sigact.infer.report import Report
from sigact.infer.rows import RowFormat
from sigact.infer.rows.entries import Selection
from sigact.infer.rows.export import write_rows
from sigact.infer.rows.reading import read_reports


def sigact(*arguments: object, text: bytes = b"") -> tuple[int, str, str]:
    """Run the console script: exit code, standard output, standard error."""
    script = Path(sys.executable).with_name("sigact")
    run = subprocess.run([script, *map(str, arguments)], check=False, input=text, capture_output=True, timeout=120)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def line(*incidents: object, **values: object) -> str:
    return json.dumps(report(*incidents, **values).as_json()) + "\n"  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def real(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports on the samples and ten articles of the corpus."""
    path = tmp_path_factory.mktemp("real") / "reports.jsonl"
    source = Source(name="fiction", license="CC0-1.0")
    samples = [
        (file.stem, file.read_text(encoding="utf-8"), date(2024, 5, 16)) for file in sorted((ROOT / "data" / "samples").glob("*.txt"))
    ]
    articles = [(one.id, one.text, one.published) for one in read_articles(CORPUS / "dev")[:10]]
    reports = [extractor(text, published=day, document=Document(id=name, source=source)) for name, text, day in [*samples, *articles]]
    path.write_text("".join(json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")
    return path


@pytest.mark.parametrize("to", list(RowFormat))
def test_every_format_writes_real_reports(real: Path, to: RowFormat, tmp_path: Path) -> None:
    if to is RowFormat.XLSX:
        pytest.importorskip("openpyxl", reason="comes with the extra `rows`")
    said: list[str] = []
    outcome = write_rows([real], tmp_path / "out", to, Selection(), said.append)
    assert (said, outcome.faults, outcome.tally.reports) == ([], 0, 13)
    assert outcome.tally.entries > 10
    assert (tmp_path / "out").stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_the_mine_of_the_sample_as_acled_codes_it(real: Path, tmp_path: Path) -> None:
    code, out, err = sigact("rows", real, "--to", "acled-csv", "--output", tmp_path / "a.csv")
    assert (code, err) == (0, "")
    assert "incidents of 13 reports; left out: " in out
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["sigact_id"]: row for row in csv.DictReader(file)}
    mine = rows["minibus-mine#i1"]
    assert (mine["event_date"], mine["time_precision"], mine["country"], mine["fatalities"]) == ("2024-05-14", "1", "Mali", "4")
    assert mine["sub_event_type"] == "Remote explosive/landmine/IED"
    assert "Azawad Dawn Brigade" in mine["notes"]
    assert "(accused" in mine["notes"]


def test_lines_that_are_no_reports_are_named_and_the_others_done(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(line(incident()) + '{"id": 1}\nno json\n[]\n\n' + line(incident(), id="a2"), encoding="utf-8")
    code, out, err = sigact("rows", path, "--to", "gtd-csv", "--output", tmp_path / "g.csv")
    assert (code, out) == (1, f"{tmp_path / 'g.csv'}: 2 incidents of 2 reports\n")
    told = err.splitlines()
    assert [one.split(" ")[1] for one in told] == [f"{path}:2:", f"{path}:3:", f"{path}:4:"]
    assert "is no report as `sigact extract --format jsonl` writes it: id: " in told[0]
    assert len((tmp_path / "g.csv").read_text().splitlines()) == 3


def test_background_and_confidence(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(line(incident(), incident(id="i2", main=False), incident(id="i3", confidence=0.2)), encoding="utf-8")
    code, out, _ = sigact("rows", path, "--to", "ucdp-csv", "--output", tmp_path / "u.csv", "--min-confidence", "0.5")
    assert (code, out.split(": ", 1)[1]) == (0, "1 incident of 1 report; left out: 1 told as background, 1 under --min-confidence\n")
    code, out, _ = sigact("rows", path, "--to", "ucdp-csv", "--output", tmp_path / "u.csv", "--background")
    assert (code, out.split(": ", 1)[1]) == (0, "3 incidents of 1 report\n")


def test_gzip_standard_input_and_several_files(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "r.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(line(incident()))
    arguments = ["--to", "muc4", "--output", tmp_path / "m.jsonl"]
    code, out, err = sigact("rows", tmp_path / "r.jsonl.gz", "-", *arguments, text=line(incident(), id="a2").encode())
    assert (code, out.split(": ", 1)[1], err) == (0, "2 incidents of 2 reports\n", "")
    (tmp_path / "cut.jsonl.gz").write_bytes((tmp_path / "r.jsonl.gz").read_bytes()[:-12])
    code, _, err = sigact("rows", tmp_path / "cut.jsonl.gz", tmp_path / "missing.jsonl", *arguments)
    assert code == 1
    assert "cut.jsonl.gz" in err.splitlines()[0]
    assert err.splitlines()[-1] == f"error: {tmp_path / 'missing.jsonl'}: cannot be read: No such file or directory"


def test_an_id_used_twice_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(line(incident()) * 2, encoding="utf-8")
    code, _, err = sigact("rows", path, "--to", "acled-csv", "--output", tmp_path / "a.csv")
    assert (code, err) == (0, f"warning: {path}:2: article id 'a1' was used at {path}:1; rows of both have the same ids\n")


def test_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(line(incident()), encoding="utf-8")
    before = path.read_bytes()
    assert sigact("rows", path, "--to", "acled-csv", "--output", path)[0] == 2
    assert path.read_bytes() == before
    assert sigact("rows", path, "--to", "excel", "--output", tmp_path / "x")[0] == 2
    assert sigact("rows", path, "--to", "acled-csv")[0] == 2
    code, _, err = sigact("rows", path, "--to", "acled-csv", "--output", path / "below" / "a.csv")
    assert (code, "cannot be written" in err) == (1, True)


def test_empty_input_gives_a_header(tmp_path: Path) -> None:
    code, out, _ = sigact("rows", "-", "--to", "gtd-csv", "--output", tmp_path / "g.csv")
    assert (code, out.split(": ", 1)[1]) == (0, "0 incidents of 0 reports\n")
    assert (tmp_path / "g.csv").read_text(encoding="utf-8").startswith("eventid,iyear,")


def test_unpaired_surrogates_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    raw = line(incident(), id="a\ud83d\ude00").replace('"Blast in Tessalit"', '"Bl\\ud800ast\\u0000"')
    assert "\\ud83d" in raw
    (tmp_path / "r.jsonl").write_text(raw, encoding="utf-8")
    ((_, read),) = read_reports(tmp_path / "r.jsonl")
    assert isinstance(read, Report)
    assert (read.id, read.title) == ("a\U0001f600", "Bl\ufffdast\x00")
    for to in RowFormat:
        if to is not RowFormat.XLSX or find_spec("openpyxl"):
            assert write_rows([tmp_path / "r.jsonl"], tmp_path / "out", to, Selection(), pytest.fail).tally.entries == 1
