"""Arguments to files in a fixed order, and files to bytes within limits."""

import gzip
import io
from pathlib import Path

import pytest
from backports import zstd

from sigact.errors import UsageError
from sigact.infer.batch.inputs import Input, find_inputs
from sigact.infer.batch.items import Fault, Limits, Unusable
from sigact.infer.batch.streams import bounded_lines, open_input

OUT = Path("elsewhere.jsonl")


def found(*arguments: object, output: Path = OUT) -> list[str]:
    return [
        source.name if isinstance(source, Input) else f"{source.level} {source.kind}"
        for source in find_inputs([*map(str, arguments)], output)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.html",
        "sub/c.jsonl.gz",
        "sub/.hidden.txt",
        ".git/d.txt",
        "notes.md",
        "out.jsonl",
        "out.jsonl.gz",
        "out.jsonl.parts/part-0.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def test_folders_are_read_in_order_without_hidden_files_and_the_output(folder: Path) -> None:
    names = [f"{folder}/{name}" for name in ("a.html", "b.txt", "out.jsonl.gz", "sub/c.jsonl.gz")]
    assert found(folder, output=folder / "out.jsonl") == [*names[:2], "skipped unknown_format", *names[2:]]


def test_globs_are_sorted_and_arguments_keep_their_order(folder: Path) -> None:
    assert found(folder / "sub" / "c.jsonl.gz", folder / "*.txt", folder / "**" / "c.*") == [
        f"{folder}/sub/c.jsonl.gz",
        f"{folder}/b.txt",
        f"{folder}/sub/c.jsonl.gz",
    ]
    assert found(folder / "*.csv", folder / "no.txt", folder / "notes.md") == ["error missing", "error missing", "skipped unknown_format"]


def test_a_named_format_reads_what_has_no_known_name(folder: Path) -> None:
    (source,) = find_inputs([str(folder / "notes.md")], OUT, "text")
    assert isinstance(source, Input)
    assert source.format == "text"


def test_wrong_use(folder: Path) -> None:
    with pytest.raises(UsageError, match="only once"):
        find_inputs(["-", "-"], OUT)
    with pytest.raises(UsageError, match="is what --output names"):
        find_inputs([str(folder / "out.jsonl")], folder / "out.jsonl")
    with pytest.raises(UsageError, match="nosuch"):
        find_inputs(["nosuch://bucket/a.jsonl"], OUT)


def test_urls_of_any_file_system(folder: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/news/b.jsonl": b"{}\n", "/news/a.jsonl": b"{}\n{}\n"})
    try:
        assert found("memory://news/*.jsonl", "memory://news") == ["memory:///news/a.jsonl", "memory:///news/b.jsonl"] * 2
        assert found("memory://news/c.jsonl") == ["error missing"]
        (source,) = find_inputs(["memory://news/a.jsonl"], OUT)
        assert isinstance(source, Input)
        assert (source.size, open_input(source, Limits()).read()) == (6, b"{}\n{}\n")
    finally:
        memory.rm("/news", recursive=True)


def stream_of(path: Path, content: bytes, limits: Limits) -> io.BufferedIOBase:
    path.write_bytes(content)
    return open_input(Input(str(path), str(path), "text"), limits)  # type: ignore[return-value]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_compression_is_told_by_content(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    content = b"line\n" * 100_000
    with stream_of(tmp_path / "x.txt", pack(content) + (pack(b"more") if pack is not bytes else b"more"), Limits()) as stream:
        assert stream.read() == content + b"more"


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_what_was_cut_off_is_told_after_what_was_read(tmp_path: Path, pack: object) -> None:
    import random

    assert callable(pack)
    content = b"".join(b"%d\n" % random.Random(7).getrandbits(64) for _ in range(20)) + bytes(
        random.Random(5).choices(range(32, 127), k=300_000)
    )
    lines = []
    stream = stream_of(tmp_path / "x.gz", pack(content)[:-5000], Limits())
    with stream, pytest.raises(Unusable, match="ends early"):
        lines += [line for _, line in bounded_lines(stream, Limits())]  # type: ignore[arg-type]
    assert lines == []
    with pytest.raises(Unusable, match="cannot be decompressed"):
        stream_of(tmp_path / "y.gz", pack(content) + b"x" * 4000, Limits()).read()


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_decompression_bombs_are_stopped(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    limits = Limits(free_bytes=1_000_000)
    with (
        stream_of(tmp_path / "bomb", pack(b"0" * 30_000_000), limits) as stream,
        pytest.raises(Unusable, match="unpacks to over 200 times") as caught,
    ):
        all(iter(lambda: stream.read(100_000), b""))
    assert caught.value.kind == "decompression_limit"
    with stream_of(tmp_path / "small", pack(b"0" * 900_000), limits) as stream:
        assert len(stream.read()) == 900_000


def test_long_lines_are_read_past() -> None:
    stream = io.BytesIO(b"a\n" + b"b" * 100 + b"\n" + b"c" * 10 + b"\nd" * 2)
    assert list(bounded_lines(stream, Limits(record_bytes=11))) == [(1, b"a\n"), (2, None), (3, b"c" * 10 + b"\n"), (4, b"d\n"), (5, b"d")]


def test_files_that_cannot_be_opened_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    with pytest.raises(Unusable, match="No such file"):
        open_input(Input(str(path), str(path), "text"), Limits())
    assert isinstance(find_inputs([str(path)], OUT)[0], Fault)
