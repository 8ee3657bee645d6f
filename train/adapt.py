"""Continued masked-language-model training of an encoder on unlabelled texts: recipe -> texts -> windows -> encoder folder.

Run it as `python -m sigact.train.adapt RECIPE`; other recipes then name the folder as their encoder. A run that was stopped goes on from
its last checkpoint. Texts of dev and test parts, and near-duplicates of them, are not read.
"""

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from pydantic.dataclasses import dataclass
from transformers import DataCollatorForLanguageModeling, PreTrainedTokenizerFast, Trainer, TrainingArguments, set_seed

from sigact.data.corpus_files import read_articles
from sigact.data.jsonl import read_records
from sigact.data.near_duplicates import seen_in
from sigact.data.sources.muc4_raw import read_raw_folder
from sigact.data.sources.satp import read_reports
from sigact.data.standoff import standoff_texts
from sigact.data.windows import IGNORED, plan_windows, special_tokens, tokenise
from sigact.errors import DataError, SigactError
from sigact.train.checkpoints import CHECKPOINTS, last_checkpoint
from sigact.train.encoders import load_masked, load_tokenizer
from sigact.train.recipe import CLOSED, EncoderPart, TrainingPart, WindowPart, parse_overrides, read_recipe_as, resolve
from sigact.train.trainer import optimisation

_MUC4_TRAINING = "DEV-"
_HEADS = ("cls", "lm_head")


@dataclass(frozen=True, config=CLOSED)
class TextPart:
    """`articles`: authored articles or JSONL. `satp`, `muc34`: your copies of the sources, of which the training texts are read.

    `held_out`: stand-off files and articles whose texts must not be read.
    """

    articles: list[str] = field(default_factory=list)
    satp: str | None = None
    muc34: str | None = None
    held_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, config=CLOSED)
class AdaptRecipe:
    """A complete run; `masked` is the share of tokens that are to be guessed."""

    name: str
    output: str
    texts: TextPart
    encoder: EncoderPart
    training: TrainingPart
    windows: WindowPart = field(default_factory=WindowPart)
    masked: float = 0.15


def adapt(recipe_file: Path, overrides: Mapping[str, Any] | None = None) -> Path:
    """Run a recipe. Returns the encoder folder. Raises ConfigError or DataError before anything is trained."""
    recipe = read_recipe_as(AdaptRecipe, recipe_file, overrides)
    (output,) = resolve(recipe_file, [recipe.output])
    texts = training_texts(recipe.texts, recipe_file)
    tokenizer = load_tokenizer(recipe.encoder)
    set_seed(recipe.training.seed)
    trainer = _MaskedTrainer(
        model=load_masked(recipe.encoder),
        args=TrainingArguments(**optimisation(recipe.training, output), save_total_limit=1, train_sampling_strategy="group_by_length"),
        train_dataset=Dataset.from_list([{"input_ids": ids} for ids in windows_of(texts, tokenizer, recipe.windows)]),
        data_collator=DataCollatorForLanguageModeling(tokenizer, mlm_probability=recipe.masked),
        processing_class=tokenizer,
    )
    trainer.train(resume_from_checkpoint=last_checkpoint(output, recipe))
    trainer.accelerator.unwrap_model(trainer.model).save_pretrained(str(output))
    tokenizer.save_pretrained(str(output))
    shutil.rmtree(output / CHECKPOINTS)
    return output


class _MaskedTrainer(Trainer):
    """Guesses the masked tokens alone where the head of the model is known: the vocabulary is most of a small encoder's work."""

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: torch.Tensor | int | None = None
    ) -> Any:
        bare = self.accelerator.unwrap_model(model)
        head = next((getattr(bare, name) for name in _HEADS if hasattr(bare, name)), None)
        if head is None or return_outputs:
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        labels = inputs.pop("labels")
        masked = labels != IGNORED
        hidden = bare.base_model(**inputs).last_hidden_state[masked]
        loss = torch.nn.functional.cross_entropy(head(hidden).float(), labels[masked], reduction="sum")
        return loss / (num_items_in_batch if num_items_in_batch is not None else masked.sum())


def training_texts(part: TextPart, recipe_file: Path) -> list[str]:
    """The texts of a recipe without those that are held out and their near-duplicates, in reading order. Raises DataError."""
    satp, muc34 = (resolve(recipe_file, [folder])[0] if folder else None for folder in (part.satp, part.muc34))
    known = standoff_texts(satp, muc34)
    texts = {article.id: article.text for path in resolve(recipe_file, part.articles) for article in read_articles(path)}
    held_out: list[str] = []
    if satp:
        texts |= {report.id: report.text for report in read_reports(satp / "train.tsv", "train")}
        held_out += [report.text for report in read_reports(satp / "dev.tsv", "dev")]
    for document in read_raw_folder(muc34) if muc34 else []:
        if document.docid.startswith(_MUC4_TRAINING):
            texts[document.docid] = document.text
        else:
            held_out.append(document.text)
    for path in resolve(recipe_file, part.held_out):
        held_out += _texts_of(path, known)
    seen = seen_in(texts, held_out)
    kept = [text for identifier, text in texts.items() if identifier not in seen]
    if not kept:
        raise DataError(recipe_file, "texts: nothing to read; name articles, satp or muc34")
    return kept


def _texts_of(path: Path, known: Mapping[str, str]) -> list[str]:
    """Of stand-off records the texts at hand: those of a source that is not given cannot be read either."""
    if path.suffix != ".jsonl":
        return [article.text for article in read_articles(path)]
    texts = [record.get("text", known.get(str(record.get("id")))) for _, record in read_records(path)]
    return [text for text in texts if text is not None]


def windows_of(texts: list[str], tokenizer: PreTrainedTokenizerFast, windows: WindowPart) -> list[list[int]]:
    """Token ids of windows without overlap, special tokens included."""
    core = tokenizer.backend_tokenizer
    core.no_truncation()
    core.no_padding()
    special = special_tokens(core)
    rows = []
    for text in texts:
        tokens = tokenise(core, text)
        for window in plan_windows(tokens, windows.max_length - special.count, 0):
            rows.append([*special.prefix, *tokens.ids[window.start : window.end], *special.suffix])
    return rows


def main(arguments: Sequence[str]) -> int:
    """Entry point of `python -m`."""
    parser = argparse.ArgumentParser(description="Adapt an encoder to unlabelled texts.")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    given = parser.parse_args(arguments)
    try:
        adapt(given.recipe, parse_overrides(given.set))
    except SigactError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
