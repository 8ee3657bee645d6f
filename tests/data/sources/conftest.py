"""The sources as users fetch them, in a folder beside the project."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the sources in ../shared (data/sources/README.md)")
    return folder
