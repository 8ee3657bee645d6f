"""Logistic regression for small tables that ship with the package."""

import numpy as np
from numpy.typing import NDArray

RIDGE = 3.0
_STEPS = 25

Floats = NDArray[np.float64]


def logistic_regression(features: Floats, labels: Floats, ridge: float = RIDGE) -> Floats:
    """The weights (features) of greatest penalised likelihood by Newton's method; `labels` are 0 or 1.

    The first feature must be the constant 1: its weight is not penalised, all others by `ridge` / 2 times their square.
    """
    penalty = np.full(features.shape[1], ridge)
    penalty[0] = 1e-6
    weights = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        gradient = features.T @ (expected - labels) + penalty * weights
        curvature = (features * (expected * (1 - expected))[:, None]).T @ features + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    return weights
