"""One backend in a process of its own: `python -m sigact.train.benchmarks.fresh_process MODEL BACKEND PRECISION < texts.json`.

Prints JSON: the clock at the first report, and the highest resident memory so far, in MB, after it, after all texts, and after all of
them once more.
"""

import json
import re
import sys
import time
from pathlib import Path

from sigact.infer.extractor import Document, Extractor


def main(model: str, backend: str, precision: str) -> None:
    """Read the texts twice."""
    texts = json.load(sys.stdin)
    extractor = Extractor.from_pretrained(model, backend=backend, precision=precision)
    extractor(texts[0])
    first = time.time()
    memory = [_peak()]
    for _ in range(2):
        extractor.many([(text, None, Document()) for text in texts])
        memory.append(_peak())
    json.dump({"first_report_at": first, "memory": memory}, sys.stdout)


def _peak() -> float | None:
    """As Linux counts it; None elsewhere."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.is_file() else None
    return int(found[1]) / 1024 if found else None


if __name__ == "__main__":
    main(*sys.argv[1:])
