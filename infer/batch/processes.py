"""Processes that help the main one: they end with it, even when it is killed, and share the cores between them."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence

from sigact.infer.cpu import available_cores


def help_parent() -> None:
    """Leave interrupts to the parent process; watch it from a thread and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def share_of_cores(index: int, workers: int) -> Sequence[int]:
    """The cores of worker `index`: every `workers`-th of those that this process may use, at least one."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(available_cores()))
    return cores[index::workers] or [cores[index % len(cores)]]


def keep_to(cores: Sequence[int]) -> None:
    """Run on these cores only, where the system lets a process say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def peak_memory() -> int | None:
    """The most resident memory (MB of 1,000,000 bytes) that this process, or one of those it has waited for, ever had.

    None where the system does not say (Windows).
    """
    try:
        import resource
    except ImportError:
        return None
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6)
