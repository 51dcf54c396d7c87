"""The browser's fixtures serve here, too."""

from tests.browser.conftest import lab, lesson  # noqa: F401
