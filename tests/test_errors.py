import pytest

from sigact.errors import ConfigError, DataError, MissingExtra, ModelError, SigactError, UsageError, require


def test_the_tree() -> None:
    assert issubclass(DataError, SigactError)
    assert not issubclass(DataError, UsageError)
    assert all(issubclass(error, UsageError) for error in (ConfigError, ModelError, MissingExtra))


def test_a_data_error_says_where() -> None:
    error = DataError("a.jsonl:3", "is not JSON")
    assert (error.where, error.problem, str(error)) == ("a.jsonl:3", "is not JSON", "a.jsonl:3: is not JSON")


def test_a_missing_extra_says_how_to_install_it() -> None:
    require("train", "json")
    with pytest.raises(MissingExtra, match=r"^no_such_module is not installed; run: pip install 'sigact\[train\]'$"):
        require("train", "json", "no_such_module")
