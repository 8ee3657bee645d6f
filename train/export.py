"""Trained folder -> model.onnx with its config, tokenizer, measurements and card."""

import json
import shutil
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import AutoConfig, AutoModelForTokenClassification

from sigact.data.jsonl import write_atomically
from sigact.data.windows import WindowSpec
from sigact.errors import ConfigError, ModelError
from sigact.infer.calibration import CALIBRATION
from sigact.infer.decision import DECISION
from sigact.infer.linker import LINKER, Rows, read_projection
from sigact.infer.model_folder import read_model_folder
from sigact.train.card import write_card
from sigact.train.export_attention import export_attention
from sigact.train.export_measures import Measured, measure
from sigact.train.folder_files import read_metrics, write_metrics

PRECISIONS = ("fp16", "fp32")
_IF_THERE = (LINKER, CALIBRATION, DECISION)
_OPSET = 20
_SMALL = 1024


def export(
    model: Path, output: Path, precision: str = "fp16", *, windows: WindowSpec | None = None, measured: Measured | None = None
) -> Path:
    """Write the ONNX folder. fp16 halves the weights in the file; they are widened on loading and computed in fp32.

    `windows` are those of inference, if other than in training. What `measured` asks for of the exported model goes into metrics.json and
    the card; without dev articles the run's scores stay. The files are made elsewhere and put into `output` when all is done.
    Raises ConfigError for an unknown precision or windows that the encoder cannot read, ModelError for what `sigact train` did not write
    and for an export that marks worse than the trained model by more than `measured` allows.
    """
    if precision not in PRECISIONS:
        raise ConfigError(f"precision {precision!r}: choose one of {', '.join(PRECISIONS)}")
    if not model.is_dir():
        raise ModelError(f"{model}: is not a folder")
    read_model_folder(model)
    if output.resolve() == model.resolve():
        raise ConfigError(f"{output}: is the trained model's own folder; export into another one")
    if not (model / "model.safetensors").is_file():
        raise ModelError(f"{model / 'model.safetensors'}: is missing; export reads a folder that `sigact train` wrote")
    config = _config(model, windows)
    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output, prefix=".export-") as temporary:
        made = Path(temporary)
        _write_model(model, made, precision, config)
        write_metrics(made, read_metrics(model) | {"precision": precision} | measure(model, made, measured or Measured()))
        write_card(made)
        for name in _IF_THERE:
            (output / name).unlink(missing_ok=True)
        for file in made.iterdir():
            file.replace(output / file.name)
    return output


def _write_model(model: Path, output: Path, precision: str, config: Mapping[str, Any]) -> None:
    """What inference reads."""
    graph = to_onnx(model, output / "model.onnx")
    if precision == "fp16":
        halve_weights(graph)
    onnx.save(graph, str(output / "model.onnx"))
    write_atomically(output / "config.json", json.dumps(config, indent=2, ensure_ascii=False) + "\n")
    for name in ("tokenizer.json", *_IF_THERE):
        if (model / name).is_file():
            shutil.copyfile(model / name, output / name)


def _config(model: Path, windows: WindowSpec | None) -> dict[str, Any]:
    """The config with the windows of inference."""
    config: dict[str, Any] = json.loads((model / "config.json").read_text(encoding="utf-8"))
    if windows is None:
        return config
    most = config.get("max_position_embeddings", windows.max_length)
    if windows.max_length > most:
        raise ConfigError(f"windows of {windows.max_length} tokens: the encoder reads at most {most}")
    config["sigact"]["windows"] = asdict(windows)
    return config


def to_onnx(model: Path, target: Path) -> onnx.ModelProto:
    """The fp32 graph: input_ids and attention_mask (batch x tokens, int64) -> logits (batch x tokens x tags).

    A model with a linker has a second output, `vectors` (batch x tokens x width): the last hidden states as the linker projects them.
    """
    attention = export_attention(AutoConfig.from_pretrained(str(model)).model_type)
    encoder: Any = AutoModelForTokenClassification.from_pretrained(str(model), attn_implementation=attention, dtype=torch.float32).eval()
    projection = read_projection(model)
    ids = torch.ones(2, 16, dtype=torch.int64)
    dynamic = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, message=".*LeafSpec")
        torch.onnx.export(
            _Outputs(encoder, projection).eval(),
            (ids, torch.ones_like(ids)),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"] if projection is None else ["logits", "vectors"],
            dynamic_shapes=(dynamic, dynamic),
            opset_version=_OPSET,
            external_data=False,
            verbose=False,
        )
    return onnx.load(str(target))


class _Outputs(torch.nn.Module):
    """The encoder as a function of two tensors, with the linker's projection where there is one."""

    def __init__(self, encoder: Any, projection: Rows | None) -> None:
        super().__init__()
        self.encoder = encoder
        self.projection = None if projection is None else torch.nn.Parameter(torch.from_numpy(projection))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:
        hidden = self.projection is not None
        output = self.encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=hidden)
        logits: torch.Tensor = output.logits
        return logits if self.projection is None else (logits, output.hidden_states[-1] @ self.projection)


def halve_weights(graph: onnx.ModelProto) -> None:
    """Store every large fp32 weight as fp16, followed by a cast, which the runtime folds when it loads the file."""
    casts = []
    for weight in graph.graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < _SMALL:
            continue
        name = weight.name
        half = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), f"{name}.fp16")
        weight.CopyFrom(half)
        casts.append(helper.make_node("Cast", [f"{name}.fp16"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
