"""Where the encoder runs: onnxruntime (base install) or torch (a trained folder that was not exported)."""

import os
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sigact.errors import ModelError, require
from sigact.infer.linker import read_projection

Ids = NDArray[np.int64]
Rows = NDArray[np.float32]


class Outputs(NamedTuple):
    """`logits` (batch x tokens x tags) and the linker's `vectors` (batch x tokens x width), None for a model without linker."""

    logits: Rows
    vectors: Rows | None


class Backend(Protocol):
    """Token ids and attention mask (batch x tokens) -> outputs."""

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs: ...


class OnnxBackend:
    """model.onnx on the CPU, all cores."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = available_cores()
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"{path}: cannot be loaded: {str(error).splitlines()[0]}") from None
        self._has_vectors = any(output.name == "vectors" for output in self._session.get_outputs())

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        names = ["logits", "vectors"] if self._has_vectors else ["logits"]
        found = self._session.run(names, {"input_ids": input_ids, "attention_mask": attention_mask})
        logits, *vectors = (np.asarray(rows, dtype=np.float32) for rows in found)
        return Outputs(logits, vectors[0] if vectors else None)


class TorchBackend:
    """model.safetensors through transformers, on CUDA where there is one (extra: train)."""

    def __init__(self, path: Path) -> None:
        require("train", "torch", "transformers")
        import torch
        from transformers import AutoModelForTokenClassification

        self._torch: Any = torch
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            model = AutoModelForTokenClassification.from_pretrained(str(path), use_safetensors=True, dtype=torch.float32)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"{path}: cannot be loaded: {str(error).splitlines()[0]}") from None
        self._model = model.eval().to(self._device)
        self._projection = read_projection(path)

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        with self._torch.inference_mode():
            output = self._model(
                input_ids=self._torch.from_numpy(input_ids).to(self._device),
                attention_mask=self._torch.from_numpy(attention_mask).to(self._device),
                output_hidden_states=self._projection is not None,
            )
        logits: Rows = output.logits.float().cpu().numpy()
        if self._projection is None:
            return Outputs(logits, None)
        return Outputs(logits, output.hidden_states[-1].float().cpu().numpy() @ self._projection)


def available_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_backend(folder: Path) -> Backend:
    """model.onnx if the folder has it, else model.safetensors. Raises ModelError if it has neither."""
    if (folder / "model.onnx").is_file():
        return OnnxBackend(folder / "model.onnx")
    if (folder / "model.safetensors").is_file():
        return TorchBackend(folder)
    raise ModelError(f"{folder}: holds neither model.onnx nor model.safetensors")
