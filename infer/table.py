"""A report as a table for reading in a terminal."""

from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text

from sigact.data.incident import Count, Incident, Perpetrator, Toll
from sigact.infer.report import Report


def report_table(report: Report) -> Group:
    """Heading and one table per article: a column per incident, a row per field that says something in any of them."""
    heading = Text.assemble((report.title or report.id, "bold"), f"  [{report.id}]" if report.title else "")
    if not report.incidents:
        return Group(heading, Text("no incident found\n", style="dim"))
    table = Table(show_lines=False)
    table.add_column("", style="dim", no_wrap=True)
    for incident in report.incidents:
        table.add_column(incident.id + ("" if incident.main else " (background)"), overflow="fold", ratio=1)
    for name, cells in _rows(report.incidents):
        if any(cells):
            table.add_row(name, *map(Text, cells))
    loose = ", ".join(f"{item.text} ({item.label})" for item in report.unassigned)
    return Group(heading, table, Text(f"unassigned: {loose}\n" if loose else "", style="dim"))


def _rows(incidents: Iterable[Incident]) -> list[tuple[str, list[str]]]:
    columns = [_column(incident) for incident in incidents]
    return [(name, [column[name] for column in columns]) for name in columns[0]]


def _column(incident: Incident) -> dict[str, str]:
    date, place = incident.date, incident.place
    return {
        "type": _words(incident.type) + (", suicide" if incident.suicide else ""),
        "stage": _words(incident.stage),
        "date": f"{date.value} ({date.text})" if date else "",
        "place": ", ".join(one.text or "" for one in incident.places) + (f" [{place.country}]" if place and place.country else ""),
        "killed": _toll(incident.killed),
        "injured": _toll(incident.injured),
        "abducted": _toll(incident.abducted),
        "victims": "; ".join(one.text for one in incident.victims),
        "weapons": "; ".join(one.text for one in incident.weapons if one.text),
        "targets": "; ".join(one.text for one in incident.targets if one.kind == "thing"),
        "perpetrators": "; ".join(map(_perpetrator, incident.perpetrators)),
        "claimed": {True: "yes", False: "no, the text says nobody did", None: ""}[incident.claimed],
        "confidence": f"{incident.confidence:.2f}" if incident.confidence is not None else "",
    }


def _perpetrator(one: Perpetrator) -> str:
    by = f" by {one.accuser.text}" if one.attribution == "accused" and one.accuser else ""
    return f"{one.name or one.text} ({one.attribution}{by})"


def _words(value: str | None) -> str:
    return (value or "").replace("_", " ")


def _toll(toll: Toll | None) -> str:
    if toll is None:
        return ""
    attackers = f", {toll.perpetrators} of them attackers" if toll.perpetrators else ""
    return f"{_count(toll)}{attackers} ({'; '.join(group.text for group in toll.groups)})"


def _count(count: Count) -> str:
    about = "about " if count.approximate else ""
    if count.min == count.max:
        return f"{about}{count.min}"
    if count.max is None:
        return f"at least {count.min}"
    return f"up to {count.max}" if count.min is None else f"{about}{count.min} to {count.max}"
