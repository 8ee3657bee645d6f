"""Where the encoder runs: onnxruntime (base install), OpenVINO (extra), or torch on the CPU or CUDA (a folder that was not exported).

onnxruntime and OpenVINO compute each batch on one core and several batches at a time: no core waits for another within a batch, and what
a batch gives does not depend on the number of cores. In fp32 the backends agree; bf16 and int8 move some decisions (docs/speed.md).
Precision `auto` is bf16 under OpenVINO on processors with AMX, which alone make it fast, else fp32.
"""

import sys
import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sigact.errors import ConfigError, ModelError, require
from sigact.infer.cpu import available_cores, cpu_flags
from sigact.infer.linker import read_projection
from sigact.infer.packing import Packing
from sigact.infer.weight_compression import compress_weights

PRECISIONS = {"onnx": ("fp32",), "openvino": ("fp32", "bf16", "int8"), "torch": ("fp32", "bf16")}
_INT8_GROUP = 64

Ids = NDArray[np.int64]
Rows = NDArray[np.float32]


class Outputs(NamedTuple):
    """`logits` (batch x tokens x tags) and the linker's `vectors` (batch x tokens x width), None for a model without linker."""

    logits: Rows
    vectors: Rows | None


class Backend(Protocol):
    """Token ids and attention mask (batch x tokens) -> outputs. Called from up to `packing.workers` threads at a time."""

    packing: Packing

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs: ...


class OnnxBackend:
    """model.onnx in onnxruntime.

    Layer normalisation stays unfused: onnxruntime's fused kernel takes three times as long as additions and the plain kernel.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        unwanted = ["SkipLayerNormFusion"]
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=unwanted
            )
        except Exception as error:
            raise _cannot_load(path, error) from None
        self._names = _wanted(output.name for output in self._session.get_outputs())
        self.packing = Packing(step=1, tokens=256, buffer=64, workers=available_cores())

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        return _outputs(self._session.run(self._names, {"input_ids": input_ids, "attention_mask": attention_mask}))


class OpenVinoBackend:
    """model.onnx in OpenVINO (extra: openvino).

    Every new shape is compiled once, so lengths are rounded up. Pinning is off: it would bind the threads that call it to one core.
    """

    def __init__(self, path: Path, precision: str = "fp32") -> None:
        openvino = _openvino()
        workers = available_cores()
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if precision == "bf16" else "f32",
            "PERFORMANCE_HINT": "THROUGHPUT",
            "NUM_STREAMS": str(workers),
            "INFERENCE_NUM_THREADS": str(workers),
            "ENABLE_CPU_PINNING": "NO",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(_INT8_GROUP if precision == "int8" else 0),
        }
        try:
            core = openvino.Core()
            model = core.read_model(str(path))
            if precision == "int8":
                compress_weights(model)
            self._model = core.compile_model(model, "CPU", settings)
        except RuntimeError as error:
            raise _cannot_load(path, error) from None
        self._names = _wanted(name for output in self._model.outputs for name in output.names)
        self._of_thread = threading.local()
        self.packing = Packing(step=16, tokens=512, buffer=64, workers=workers)

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        if not hasattr(self._of_thread, "request"):
            self._of_thread.request = self._model.create_infer_request()
        request = self._of_thread.request
        request.infer({"input_ids": input_ids, "attention_mask": attention_mask})
        return _outputs([request.get_tensor(name).data.copy() for name in self._names])


class TorchBackend:
    """model.safetensors through transformers, on CUDA where there is one (extra: train)."""

    def __init__(self, path: Path, precision: str = "fp32") -> None:
        require("train", "torch", "transformers")
        import torch
        from transformers import AutoModelForTokenClassification

        self._torch: Any = torch
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        kind = torch.bfloat16 if precision == "bf16" else torch.float32
        try:
            model = AutoModelForTokenClassification.from_pretrained(str(path), use_safetensors=True, dtype=kind)
        except (OSError, ValueError, RuntimeError) as error:
            raise _cannot_load(path, error) from None
        self._model = model.eval().to(self._device)
        self._projection = read_projection(path)
        many = self._device == "cuda"
        self.packing = Packing(step=16, tokens=32_768 if many else 1024, buffer=1024 if many else 64, workers=1)

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


def load_backend(folder: Path, backend: str = "auto", precision: str = "auto") -> Backend:
    """The backend by name; `auto` is onnxruntime, OpenVINO where it is installed and the processor has AMX, torch without model.onnx.

    Raises ModelError if the folder lacks the weights, ConfigError for names that are not known or do not go together, MissingExtra.
    """
    with_amx = "amx_bf16" in cpu_flags()
    backend = _backend_for(folder, with_amx=with_amx) if backend == "auto" else backend
    if backend not in PRECISIONS:
        raise ConfigError(f"backend {backend!r}: choose one of auto, {', '.join(PRECISIONS)}")
    if precision == "auto":
        precision = "bf16" if backend == "openvino" and with_amx else "fp32"
    if precision not in PRECISIONS[backend]:
        raise ConfigError(f"precision {precision!r}: backend {backend} computes in {' or '.join(PRECISIONS[backend])}")
    weights = folder / ("model.safetensors" if backend == "torch" else "model.onnx")
    if not weights.is_file():
        raise ModelError(f"{weights}: is missing; backend {backend} reads it")
    if backend == "torch":
        return TorchBackend(folder, precision)
    return OpenVinoBackend(weights, precision) if backend == "openvino" else OnnxBackend(weights)


def _backend_for(folder: Path, *, with_amx: bool) -> str:
    if (folder / "model.onnx").is_file():
        return "openvino" if with_amx and find_spec("openvino") else "onnx"
    if (folder / "model.safetensors").is_file():
        return "torch"
    raise ModelError(f"{folder}: holds neither model.onnx nor model.safetensors")


def _openvino() -> Any:
    """The module, kept from its package of usage statistics, which would report every import to its maker."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    require("openvino", "openvino")
    import openvino

    return openvino


def _wanted(names: Iterable[str]) -> list[str]:
    found = set(names)
    return [name for name in ("logits", "vectors") if name in found]


def _outputs(found: list[Any]) -> Outputs:
    logits, *vectors = (np.asarray(rows, dtype=np.float32) for rows in found)
    return Outputs(logits, vectors[0] if vectors else None)


def _cannot_load(path: Path, error: Exception) -> ModelError:
    return ModelError(f"{path}: cannot be loaded: {str(error).splitlines()[0]}")
