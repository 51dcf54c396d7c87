"""These tests need torch, keras and distributed: see `make test-frameworks`."""

import os
from importlib.util import find_spec

import pytest

MISSING = [one for one in ("torch", "keras", "distributed") if find_spec(one) is None]
os.environ.setdefault("KERAS_BACKEND", "torch")

if MISSING and os.environ.get("REQUIRE_FRAMEWORKS") == "1":
    pytest.exit(f"missing: {', '.join(MISSING)}; run make test-frameworks", 1)


def pytest_collection_modifyitems(items):
    for item in items if MISSING else ():
        if "frameworks" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason=f"missing: {', '.join(MISSING)}"))
