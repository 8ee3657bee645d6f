"""Train a recipe under several seeds and compare them on annotated articles.

`python -m sigact.train.seeds RECIPE --on DATA...` prints a Markdown table: strict micro span F1 in percent with its 95% bootstrap
interval over documents. Seed N is trained into OUTPUT-seedN, unless that folder has its metrics.json already.
"""

import argparse
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.standoff import standoff_texts
from sigact.errors import SigactError
from sigact.infer.tagger import Tagger
from sigact.train.baseline import PhraseLookup
from sigact.train.evaluation import score_tagger
from sigact.train.finetune import finetune
from sigact.train.recipe import parse_overrides, read_recipe, resolve
from sigact.train.scores import SpanScores, score_spans


def train_seeds(recipe_file: Path, seeds: Sequence[int], overrides: Mapping[str, Any]) -> dict[int, Path]:
    """Train every seed that has not been trained. Returns the model folders by seed."""
    output = read_recipe(recipe_file, overrides).output
    folders = {}
    for seed in seeds:
        changed = {**overrides, "training.seed": seed, "output": f"{output}-seed{seed}"}
        (folders[seed],) = resolve(recipe_file, [changed["output"]])
        if not (folders[seed] / "metrics.json").exists():
            finetune(recipe_file, changed)
    return folders


def table(rows: Mapping[str, Sequence[SpanScores]], seeds: Sequence[int], look_up: Mapping[str, SpanScores]) -> str:
    """A Markdown table of data sets (rows) and seeds (columns)."""
    names = ["data", "documents", "gold spans", *(f"seed {seed}" for seed in seeds), "mean", *(["phrase look-up"] if look_up else [])]
    lines = [names, ["---"] * len(names)]
    for name, scores in rows.items():
        mean = statistics.mean(100 * one.micro.f1 for one in scores)
        baseline = [f"{100 * look_up[name].micro.f1:.1f}"] if look_up else []
        lines.append([name, str(scores[0].documents), str(scores[0].micro.support), *map(_cell, scores), f"{mean:.1f}", *baseline])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(scores: SpanScores) -> str:
    low, high = scores.interval
    return f"{100 * scores.micro.f1:.1f} ({100 * low:.1f} - {100 * high:.1f})"


def main(arguments: Sequence[str]) -> int:
    """Train, score, print. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Train a recipe under several seeds and compare them.")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--on", type=Path, nargs="+", required=True, help="annotated articles or stand-off files to score on")
    parser.add_argument("--seeds", type=int, nargs="+", default=[13, 7, 21])
    parser.add_argument("--look-up", type=Path, help="training articles of the phrase look-up")
    parser.add_argument("--satp", type=Path, help="your SATP folder")
    parser.add_argument("--muc34", type=Path, help="your MUC-3/MUC-4 folder")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    given = parser.parse_args(arguments)
    try:
        sources = {f"data.{name}": str(getattr(given, name).resolve()) for name in ("satp", "muc34") if getattr(given, name)}
        folders = train_seeds(given.recipe, given.seeds, parse_overrides(given.set) | sources)
        texts = standoff_texts(given.satp, given.muc34)
        data = {str(path): read_annotated(path, texts) for path in given.on}
        taggers = [Tagger.from_folder(folder) for folder in folders.values()]
        rows = {name: [score_tagger(tagger, articles) for tagger in taggers] for name, articles in data.items()}
        baseline = _look_up(read_annotated(given.look_up, texts), data) if given.look_up else {}
    except SigactError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(table(rows, given.seeds, baseline) + "\n")
    return 0


def _look_up(train: Sequence[Article], data: Mapping[str, Sequence[Article]]) -> dict[str, SpanScores]:
    lookup = PhraseLookup(train)
    return {name: score_spans(articles, {a.id: lookup.tag(a.text) for a in articles}) for name, articles in data.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
