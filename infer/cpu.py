"""What the processor offers."""

import os
from functools import cache
from pathlib import Path

_INFO = Path("/proc/cpuinfo")


def available_cores() -> int:
    """Cores this process may use; OMP_NUM_THREADS, which Ray and batch systems set for each of their tasks, can lower it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return min(cores, int(wanted)) if wanted.isdecimal() and int(wanted) else cores


@cache
def cpu_flags() -> frozenset[str]:
    """Instruction sets as Linux names them, such as avx512_bf16; empty where it does not say."""
    lines = _INFO.read_text(encoding="ascii", errors="replace").splitlines() if _INFO.is_file() else []
    return frozenset(word for line in lines if line.startswith("flags") for word in line.partition(":")[2].split())
