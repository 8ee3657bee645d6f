"""Weights of an OpenVINO graph as int8 with one scale per output column, as NNCF's weight compression writes them, but at load time.

OpenVINO's CPU plugin computes such matrix products in int8: it quantises the activations too, by groups of channels of each token.
"""

from typing import Any

import numpy as np

_LARGEST = 127


def compress_weights(model: Any) -> int:
    """Replace the weights of every product with a constant matrix; returns how many were replaced."""
    from openvino import op, opset13

    replaced = 0
    for node in model.get_ordered_ops():
        if node.get_type_name() != "MatMul":
            continue
        weights = _constant(node.input_value(1).get_node())
        if weights is None or weights.ndim != 2:
            continue
        axis = 1 if node.get_attributes()["transpose_b"] else 0
        scale = np.maximum(np.abs(weights).max(axis=axis, keepdims=True), np.finfo(np.float32).tiny) / _LARGEST
        whole = opset13.convert(op.Constant(np.rint(weights / scale).astype(np.int8)), "f32")
        node.input(1).replace_source_output(opset13.multiply(whole, op.Constant(scale.astype(np.float32))).output(0))
        replaced += 1
    model.validate_nodes_and_infer_types()
    return replaced


def _constant(node: Any) -> np.ndarray[Any, np.dtype[np.float32]] | None:
    """The values of a constant, also of one that is stored as fp16 and widened."""
    if node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return np.asarray(node.data, dtype=np.float32) if node.get_type_name() == "Constant" else None
