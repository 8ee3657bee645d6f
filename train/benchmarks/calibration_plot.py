"""Reliability diagrams as PNG (extra: corpus): stated confidence against the share that was right."""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sigact.data.atomic import atomic_path
from sigact.train.benchmarks.calibration import INCIDENTS, SPANS, CalibrationResult, Row
from sigact.train.benchmarks.calibration_metrics import Sample, bins_of, expected_calibration_error

_SIDE = 4.6
_RAW, _CALIBRATED = "#b0b0b0", "#3b6ea5"


def write_reliability_plot(result: CalibrationResult, path: Path) -> None:
    """Write one panel for spans and one for incidents, where there are any. Raises DataError if the file cannot be written."""
    figure = reliability_plot(result)
    with atomic_path(path) as beside:
        figure.savefig(beside, dpi=120, format="png")


def reliability_plot(result: CalibrationResult) -> Figure:
    """Points are bins of equal mass, raw ones grey and calibrated ones blue; on the diagonal confidence is exactly right."""
    rows = [row for row in result.rows if row.name in (SPANS, INCIDENTS)]
    figure = Figure(figsize=(_SIDE * max(len(rows), 1), _SIDE), layout="constrained")
    for axes, row in zip(figure.subplots(1, max(len(rows), 1), squeeze=False)[0], rows, strict=False):
        _panel(axes, row)
    figure.suptitle(f"{result.model}, {result.documents} articles", fontsize=11)
    return figure


def _panel(axes: Axes, row: Row) -> None:
    axes.plot([0, 1], [0, 1], color="#444444", linewidth=0.8, linestyle="--")
    for name, sample, colour in (("raw", row.before, _RAW), ("calibrated", row.after, _CALIBRATED)):
        if sample is not None:
            _curve(axes, name, sample, colour)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_aspect("equal")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"{row.name} ({len(row.before)})", loc="left", fontsize=10)
    axes.set_xlabel("mean confidence of the bin", fontsize=9)
    axes.set_ylabel("share right", fontsize=9)
    axes.legend(loc="upper left", fontsize=8, frameon=False)


def _curve(axes: Axes, name: str, sample: Sample, colour: str) -> None:
    confidences, shares, _ = zip(*bins_of(sample), strict=True)
    error = expected_calibration_error(sample.confidences, sample.outcomes)
    axes.plot(confidences, shares, color=colour, marker="o", markersize=4, linewidth=1.2, label=f"{name}, ECE {100 * error:.1f}")
