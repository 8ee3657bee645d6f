"""What is timed: this package's backends, whole and model alone, the Hugging Face pipeline, and the machine's matrix products."""

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer, BertConfig, BertForTokenClassification, pipeline

from sigact.errors import UsageError
from sigact.infer.backends import PRECISIONS, Backend, Ids, Outputs, load_backend
from sigact.infer.cpu import available_cores
from sigact.infer.extractor import Extractor
from sigact.infer.linker import Linker
from sigact.infer.model_folder import read_model_folder
from sigact.infer.tagger import Tagger
from sigact.train.benchmarks.speed_articles import Timed, operations

ALONE, PIPELINE, BERT_BASE, PRODUCTS = ", model alone", "pipeline, batch ", "pipeline, BERT-base", "products "
_STRIDE = 128
_PRODUCT = (1024, 1536, 384)


@dataclass(frozen=True)
class Contender:
    """`run` reads `articles` articles, or, with `operations`, computes that many operations."""

    name: str
    articles: int
    run: Callable[[], Any]
    operations: float | None = None


class _Recorder:
    """A backend that keeps the batches it is given."""

    def __init__(self, backend: Backend) -> None:
        self.packing = backend.packing
        self.batches: list[tuple[Ids, Ids]] = []
        self._backend = backend

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        self.batches.append((input_ids, attention_mask))
        return self._backend(input_ids, attention_mask)


def own(folder: Path, articles: Sequence[Timed], backend: str, precision: str) -> list[Contender]:
    """End to end (texts to JSON records) and the model alone on the same batches."""
    loaded = load_backend(folder, backend, precision)
    recorder = _Recorder(loaded)
    model_folder = read_model_folder(folder)
    Tagger(model_folder, recorder).tag_many([text for text, _, _ in articles])
    batches = sorted(recorder.batches, key=lambda batch: batch[0].size, reverse=True)
    extractor = Extractor(Tagger(model_folder, loaded), Linker.from_folder(folder))
    pool = ThreadPoolExecutor(loaded.packing.workers)
    lengths = [int(length) for _, mask in batches for length in mask.sum(axis=1)]
    needed = operations(lengths, json.loads((folder / "config.json").read_text(encoding="utf-8")))
    return [
        Contender(f"{backend} {precision}", len(articles), lambda: [report.as_json() for report in extractor.many(articles)]),
        Contender(f"{backend} {precision}{ALONE}", len(articles), lambda: list(pool.map(lambda batch: loaded(*batch), batches)), needed),
    ]


def own_everywhere(onnx_folder: Path, torch_folder: Path | None, articles: Sequence[Timed]) -> list[Contender]:
    """Every backend and precision that is installed and has weights."""
    found = []
    for backend, precisions in PRECISIONS.items():
        folder = torch_folder if backend == "torch" else onnx_folder
        for precision in precisions:
            with suppress(UsageError):
                found += own(folder, articles, backend, precision) if folder else []
    return found


def hugging_face(folder: Path, articles: Sequence[Timed], batches: Sequence[int] = (1, 8, 32)) -> list[Contender]:
    """transformers' token-classification pipeline with the same checkpoint, at several batch sizes."""
    model = AutoModelForTokenClassification.from_pretrained(str(folder), dtype=torch.float32)
    return [_pipeline(f"{PIPELINE}{size}", model, folder, articles, size) for size in batches]


def bert_base(folder: Path, articles: Sequence[Timed]) -> list[Contender]:
    """BERT-base with random weights and this model's tags."""
    tags = AutoConfig.from_pretrained(str(folder)).num_labels
    config: Any = BertConfig()
    config.num_labels = tags
    model: Any = BertForTokenClassification(config)
    return [_pipeline(BERT_BASE, model, folder, articles, 1)]


def _pipeline(name: str, model: Any, folder: Path, articles: Sequence[Timed], size: int) -> Contender:
    tokenizer = AutoTokenizer.from_pretrained(str(folder), model_max_length=512)
    tag = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple", stride=_STRIDE, device="cpu")
    texts = [text for text, _, _ in articles]
    return Contender(name, len(texts), lambda: tag(texts, batch_size=size))


def products() -> list[Contender]:
    """Matrix products of the shape of a feed-forward layer, on all cores, in fp32 and bf16, and in int8 as onnxruntime computes it."""
    rows, inner, columns = _PRODUCT
    repeats = 20
    count = 2.0 * rows * inner * columns * repeats
    found = []
    for name, kind in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        multiply = partial(torch.matmul, torch.ones(rows, inner, dtype=kind), torch.ones(inner, columns, dtype=kind))
        found.append(Contender(f"{PRODUCTS}{name}", 0, partial(_repeat, multiply, repeats), count))
    session = _int8_product(inner, columns)
    left8 = np.ones((rows, inner), dtype=np.uint8)
    return [*found, Contender(f"{PRODUCTS}int8", 0, partial(_repeat, partial(session.run, None, {"left": left8}), repeats), count)]


def _repeat(call: Callable[[], Any], times: int) -> None:
    for _ in range(times):
        call()


def _int8_product(inner: int, columns: int) -> Any:
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weights = numpy_helper.from_array(np.ones((inner, columns), dtype=np.int8), "right")
    inputs = [helper.make_tensor_value_info("left", TensorProto.UINT8, ["rows", inner])]
    outputs = [helper.make_tensor_value_info("product", TensorProto.INT32, ["rows", columns])]
    node = helper.make_node("MatMulInteger", ["left", "right"], ["product"])
    graph = helper.make_graph([node], "product", inputs, outputs, [weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = available_cores()
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def seconds(contender: Contender) -> tuple[float, float]:
    """Wall time of one run, and the processor time of all its threads."""
    started, worked = time.perf_counter(), time.process_time()
    contender.run()
    return time.perf_counter() - started, time.process_time() - worked
