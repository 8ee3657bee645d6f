"""Where the encoder runs: onnxruntime (base install) or torch (a trained folder that was not exported)."""

import os
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sigact.errors import ModelError, require

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]


class Backend(Protocol):
    """Token ids and attention mask (batch x tokens) -> logits (batch x tokens x tags)."""

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Logits: ...


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

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Logits:
        (logits,) = self._session.run(["logits"], {"input_ids": input_ids, "attention_mask": attention_mask})
        return np.asarray(logits, dtype=np.float32)


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

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Logits:
        with self._torch.inference_mode():
            output = self._model(
                input_ids=self._torch.from_numpy(input_ids).to(self._device),
                attention_mask=self._torch.from_numpy(attention_mask).to(self._device),
            )
        logits: Logits = output.logits.float().cpu().numpy()
        return logits


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
