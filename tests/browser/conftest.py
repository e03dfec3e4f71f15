"""A real browser in front of the example operator, served by the product's own command."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from web.served import free_port

START_TIMEOUT_S = 150
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Demo:
    """The example operator, served."""

    base: str
    home: Path
    password: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The example operator in a home of its own, as `intera demo` serves it."""
    # Not under pytest's own folder: that one is closed to the user the database runs as.
    home, port = Path(f"/tmp/intera-browser-{os.getpid()}"), free_port()  # noqa: S108 - see above
    said = tmp_path_factory.mktemp("demo") / "said.txt"
    environment = os.environ | {"INTERA_HOME": str(home), "INTERA_PORT": str(port), "COLUMNS": "120"}
    with said.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "intera.cli.main", "demo"], env=environment, stdout=file, stderr=file
        )
        try:
            yield Demo(f"http://127.0.0.1:{port}", home, _await_password(process, said))
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0, said.read_text()
            subprocess.run(["rm", "-r", str(home)], check=True)  # noqa: S607 - the system's own


def _await_password(process: subprocess.Popen[bytes], said: Path) -> str:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        found = re.search(r"Password +(\S+)", said.read_text())
        if found:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise AssertionError(said.read_text())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; ended with its module, since it keeps an event loop other tests would meet."""
    path = os.environ.get("INTERA_TEST_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, "--no-first-run"])
        yield browser
        browser.close()


@dataclass
class Tab:
    """A signed-in tab and everything it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)


Opener = Callable[..., AbstractContextManager[Tab]]


@pytest.fixture(scope="module")
def session(chromium: Browser, demo: Demo) -> list[dict[str, object]]:
    """The cookies of a session opened through the sign-in page."""
    context = chromium.new_context(base_url=demo.base)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Login").fill("admin")
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo.base}/")
    cookies = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return cookies


@pytest.fixture
def tab(chromium: Browser, demo: Demo, session: list[dict[str, object]]) -> Opener:
    """Opens a signed-in tab of a width, in a theme, with or without scripts."""

    @contextmanager
    def opened(
        *, width: int = 1440, theme: str = "light", has_scripts: bool = True, is_signed_in: bool = True
    ) -> Iterator[Tab]:
        context = chromium.new_context(
            base_url=demo.base,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=has_scripts,
            reduced_motion="reduce",
        )
        if is_signed_in:
            context.add_cookies(session)  # type: ignore[arg-type]
        page = context.new_page()
        found = Tab(page)
        page.on("console", lambda said: said.type in ("error", "warning") and found.complaints.append(said.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("requestfailed", lambda request: _note(found, request.url, request.failure or ""))
        try:
            yield found
        finally:
            context.close()

    return opened


def _note(tab: Tab, url: str, failure: str) -> None:
    # A live stream and a fetch end when their page is left.
    if "ERR_ABORTED" not in failure:
        tab.complaints.append(f"{url}: {failure}")
