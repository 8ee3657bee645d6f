from datetime import date

from rich.console import Console

from sigact import Extractor
from sigact.infer.table import report_table


def shown(extractor: Extractor, text: str) -> str:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(report_table(extractor(text, published=date(2024, 5, 16))))
    return capture.get()


def test_a_column_per_incident(extractor: Extractor) -> None:
    text = shown(extractor, "A bomb exploded at a market in Kano on Tuesday, killing three people and injuring at least twelve others.")
    assert "bombing explosion" in text
    assert "2024-05-14 (Tuesday)" in text
    assert "3 (three people)" in text
    assert "at least 12" in text


def test_nothing_found(extractor: Extractor) -> None:
    assert "no incident found" in shown(extractor, "The bakery won a prize.")
