"""The browser's fixture serves here, too."""

from tests.browser.conftest import lab  # noqa: F401
