"""What all tests share: the frozen data and forms, and copies of them to change."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).parent.parent
FIXTURES = REPOSITORY / "tests/fixtures"
"""A frozen copy of data/2021 and of the forms: revising those leaves the tests as they are."""


CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write tests/golden/ anew")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither use nor change the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTMREPORT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what an office keeps in its repository: data/2021 and templates, as frozen."""
    for name in ("data", "templates"):
        shutil.copytree(FIXTURES / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: one for all tests, as two in a process do not go together."""
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is missing; .ci/run installs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


def pytest_configure() -> None:
    # A shell that runs the tests in its background has interrupts ignored, in all below it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # How long a test takes is the machine's; a copy of a year is written anew by each example.
    settings.register_profile(
        "untimed",
        settings(),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("untimed")
    # As the command line does: nearly all that a test makes is gone without the collector.
    gc.set_threshold(200_000)


LONGEST = ("test_wheel.py", "test_bench.py", "test_draft.py")
"""Files whose single tests take longest: begun last, one worker would wait for the other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    # What is imported and collected stays to the end: the collector need not look at it again.
    gc.collect()
    gc.freeze()
