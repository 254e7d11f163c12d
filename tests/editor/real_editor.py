"""The extension in a real VS Code, driven as a user does: `python -m tests.editor.real_editor`.

It is no test of the suite: it needs code-server, 500 MB of the npm registry that want Node 24 and a
compiler (`npm pack code-server`, then `npm install` in it and in its lib/vscode). Each step checks
what it can find on the page and leaves a picture in build/editor/ to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright
from tools.vscode_extension import FOLDER, bundled, vsix_files

from ntmreport.zip_package import write_package

from ..conftest import CHROMIUM, CHROMIUM_ARGUMENTS, FIXTURES, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Locator, Page

_HOST = "127.0.0.1"
_SIZE = {"width": 1400, "height": 900}
_SETTINGS = {
    "workbench.startupEditor": "none",
    "chat.disableAIFeatures": True,
    "files.autoSave": "off",
    "files.hotExit": "off",
    "telemetry.telemetryLevel": "off",
    "extensions.ignoreRecommendations": True,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "editor.minimap.enabled": False,
}
_PAUSE_MS = 700
"""What VS Code draws with a delay, so that a picture shows it."""


class Editor:
    """One window of VS Code."""

    def __init__(self, page: Page, folder: Path, pictures: Path) -> None:
        self.page = page
        self.folder = folder
        self._pictures = pictures

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(120)

    def _asked(self, key: str, answer: str) -> None:
        """Answer the box that a key opens above the window."""
        self.keys(key)
        box = self.page.locator(".quick-input-widget input").first
        expect(box).to_be_visible()
        box.fill(answer if key == "Control+p" else box.input_value() + answer)
        expect(self.page.locator(".quick-input-list .monaco-list-row").first).to_be_visible()
        self.page.wait_for_timeout(_PAUSE_MS)
        self.keys("Enter")
        self.page.wait_for_timeout(_PAUSE_MS)

    def command(self, name: str) -> None:
        self._asked("F1", name)

    def open(self, name: str) -> None:
        self._asked("Control+p", name)
        expect(self.page.locator(".tab.active")).to_contain_text(name.rpartition("/")[2])

    def go_to(self, words: str, within: int = 0) -> None:
        """Set the cursor into the first of `words`, `within` characters behind its start."""
        text = self._text()
        start = text.index(words) + within
        line = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        self._asked("Control+g", f"{line}:{column}")

    def _text(self) -> str:
        """The active file as it is on disk: steps undo what they have changed."""
        title = self.page.locator(".tab.active .label-name, .tab.active .monaco-icon-label").first
        described = title.get_attribute("aria-label") or ""
        return Path(described.split(" • ")[0].replace("~", str(Path.home()), 1)).read_text("utf-8")

    def type_over(self, words: str, new: str) -> None:
        """Select the first of `words` and type `new`, key by key."""
        self.go_to(words)
        for _ in words:
            self.page.keyboard.press("Shift+ArrowRight")
        self.page.keyboard.type(new, delay=30)
        self.keys("Escape")

    def undo(self) -> None:
        self.command("File: Revert File")

    def problems(self) -> Locator:
        self.command("Problems: Focus on Problems View")
        return self.page.locator(".markers-panel")

    def picture(self, name: str) -> None:
        self.page.wait_for_timeout(_PAUSE_MS)
        self.page.screenshot(path=self._pictures / f"{name}.png")


def says_what_is_missing(editor: Editor) -> None:
    toast = editor.page.locator(".notifications-toasts")
    expect(toast).to_contain_text("Chưa thấy chương trình ntmreport", timeout=30_000)
    expect(toast).to_contain_text("Chọn tệp chương trình")


def says_that_it_is_too_old(editor: Editor) -> None:
    toast = editor.page.locator(".notifications-toasts")
    expect(toast).to_contain_text("là bản cũ, chưa có lệnh lsp", timeout=30_000)
    expect(toast.locator(".notification-list-item")).to_have_count(1)


def tells_mistakes_while_typing(editor: Editor) -> None:
    editor.open("data/2021/health.yaml")
    editor.type_over("190113", "290113")
    problems = editor.problems()
    expect(problems).to_contain_text("290.113 người lớn hơn 204.379")
    expect(problems).to_contain_text("NTM306")
    expect(editor.page.locator(".squiggly-error").first).to_be_visible()
    editor.picture("mistake")
    editor.keys("Control+1")
    editor.undo()
    expect(editor.problems()).not_to_contain_text("NTM306")


def mends_by_a_quick_fix(editor: Editor) -> None:
    editor.open("data/2021/health.yaml")
    editor.type_over("as_of", "asof")
    editor.go_to("as_of")
    expect(editor.page.locator(".squiggly-error").first).to_be_visible()
    editor.keys("Control+.")
    editor.picture("quick-fixes")
    editor.keys("Enter")
    expect(editor.problems()).not_to_contain_text("NTM202")
    editor.keys("Control+1")
    editor.undo()


def completes(editor: Editor) -> None:
    offered = editor.page.locator(".suggest-widget")
    editor.open("data/2021/health.yaml")
    editor.go_to("  rural:\n    numerator", len("  rural:"))
    editor.keys("Enter", "Tab", "Control+Space")
    expect(offered).to_contain_text("stated")
    editor.picture("keys")
    editor.keys("Escape")
    editor.undo()
    editor.open("templates/annual-district/20-results.j2")
    editor.go_to("{{ insurance.whole.share }}", len("{{ insurance.whole."))
    editor.keys("Control+Space")
    expect(offered).to_contain_text("numerator")
    editor.picture("paths")
    editor.keys("Escape")
    editor.undo()


def explains(editor: Editor) -> None:
    for name, words, within, expected in (
        ("data/2021/health.yaml", "190113", 2, "93,02%"),
        ("templates/annual-district/20-results.j2", "insurance.whole.share", 16, "93,02%"),
        ("data/2021/acknowledged.yaml", "NTM523", 2, "NTM523"),
    ):
        editor.open(name)
        editor.go_to(words, within)
        editor.command("Show or Focus Hover")
        hover = editor.page.locator(".monaco-hover").first
        expect(hover).to_contain_text(expected)
        editor.picture(f"hover-{words}")
        editor.keys("Escape")
    editor.open("data/2021/health.yaml")
    editor.go_to("190113", 2)
    editor.command("Show or Focus Hover")
    editor.page.locator(".monaco-hover a").filter(has_text="20-results.j2").first.click()
    expect(editor.page.locator(".tab.active")).to_contain_text("20-results.j2")
    expect(editor.page.locator(".statusbar")).to_contain_text("Ln 96")


def shows_what_follows(editor: Editor) -> None:
    """Hints stand behind values and follow what is typed; a lens shows where a group is printed."""
    editor.open("data/2021/health.yaml")
    lines = editor.page.locator(".view-lines").first
    expect(lines).to_contain_text("93,02%")
    editor.picture("hints")
    editor.type_over("190113", "180113")
    expect(lines).to_contain_text("88,13%")
    editor.picture("hints-while-typing")
    editor.undo()
    editor.page.locator(".codelens-decoration a").first.click()
    expect(editor.page.locator(".zone-widget .ref-tree, .tab.active").first).to_be_visible()
    editor.picture("lens")
    editor.keys("Escape")


def leads_there_and_back(editor: Editor) -> None:
    editor.open("templates/annual-district/20-results.j2")
    editor.go_to("insurance.whole.numerator", len("insurance.whole.n"))
    editor.keys("F12")
    expect(editor.page.locator(".tab.active")).to_contain_text("health.yaml")
    expect(editor.page.locator(".statusbar")).to_contain_text("Ln 6")
    editor.keys("Shift+F12")  # there is one place, and it is gone to
    expect(editor.page.locator(".tab.active")).to_contain_text("20-results.j2")
    expect(editor.page.locator(".statusbar")).to_contain_text("Ln 96")
    editor.open("data/2021/health.yaml")
    editor.go_to("whole:", 1)
    editor.keys("Shift+F12")
    expect(editor.page.locator(".zone-widget")).to_contain_text("20-results.j2")
    editor.picture("references")
    editor.keys("Escape")


def renames(editor: Editor) -> None:
    """An indicator has another name in the data and the form's wording at once."""
    editor.open("data/xa/indicators.yaml")
    editor.go_to("\ninsurance:", 3)
    editor.keys("F2")
    box = editor.page.locator(".rename-input")
    expect(box).to_have_value("insurance")
    box.fill("bao_hiem")
    editor.picture("renaming")
    editor.keys("Enter")
    lines = editor.page.locator(".view-lines").first
    expect(lines).to_contain_text("bao_hiem:")
    editor.open("templates/annual-commune/20-results.j2")
    editor.go_to("part(indicators.bao_hiem,")  # VS Code has saved it, as is its default
    expect(lines).to_contain_text("part(indicators.bao_hiem,")
    editor.picture("renamed")
    problems = editor.problems()
    expect(problems).to_contain_text("NTM522")  # of the other form, as before
    expect(problems).not_to_contain_text("NTM201")  # the form's own start files are blank


def outlines(editor: Editor) -> None:
    editor.open("data/2021/health.yaml")
    editor.command("Go to Symbol in Editor")
    expect(editor.page.locator(".quick-input-widget")).to_contain_text("Bảo hiểm y tế")
    editor.picture("outline")
    editor.keys("Escape")


def accepts_a_warning(editor: Editor) -> None:
    """The edit goes into another file, where the cursor is set between the quotes of the reason."""
    editor.open("data/2021/health.yaml")
    editor.type_over("168271", "16827")
    expect(editor.page.locator(".squiggly-warning").first).to_be_visible()
    editor.keys("Alt+F8", "Escape")  # goes to the next problem, and closes what it opens
    editor.keys("Control+.")
    offered = editor.page.locator(".action-widget").first
    expect(offered).to_contain_text("Chấp nhận")
    editor.picture("acceptance")
    offered.get_by_text("Chấp nhận").first.click()
    expect(editor.page.locator(".tab.active")).to_contain_text("acknowledged.yaml")
    editor.page.keyboard.type("Số đã kiểm tra lại", delay=30)
    editor.picture("accepted")
    editor.undo()
    editor.open("data/2021/health.yaml")
    editor.undo()


def survives_its_end(editor: Editor) -> None:
    """The program is ended from outside; VS Code starts it again, with the text that was typed."""
    editor.open("data/2021/health.yaml")
    editor.type_over("190113", "290113")
    ended = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_here = (process / "cwd").readlink() == editor.folder
            if is_here and b"lsp" in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
                ended += 1
    assert ended == 1
    editor.page.wait_for_timeout(4000)
    editor.type_over("168271", "16827")
    problems = editor.problems()
    expect(problems).to_contain_text("NTM306")
    expect(problems).to_contain_text("NTM417")
    expect(editor.page.locator(".notifications-toasts .notification-list-item")).to_have_count(0)
    editor.keys("Control+1")
    editor.undo()
    editor.command("ntmreport: Restart")
    expect(editor.problems()).not_to_contain_text("NTM306")


def restricts(editor: Editor) -> None:
    """In a folder that is not trusted, mistakes are told, and nothing is built."""
    expect(editor.page.locator(".statusbar")).to_contain_text("Restricted Mode")
    editor.keys("F1")
    editor.page.keyboard.type("ntmreport")
    offered = editor.page.locator(".quick-input-list")
    expect(offered).to_contain_text("Restart")
    expect(offered).not_to_contain_text("Build the report")


def builds_the_report(editor: Editor) -> None:
    editor.open("data/2021/health.yaml")
    editor.command("ntmreport: Build the report")
    expect(editor.page.locator(".xterm-accessibility, .terminal-wrapper").first).to_be_visible()
    editor.page.wait_for_timeout(6000)
    editor.picture("built")


def is_drawn_for_the_docs(editor: Editor) -> None:
    """The picture docs/vscode.png."""
    editor.command("View: Close All Editors")
    editor.open("data/2021/health.yaml")
    editor.page.set_viewport_size({"width": 1000, "height": 720})
    editor.command("View: Close Primary Side Bar")
    editor.type_over("168271", "268271")
    expect(editor.problems()).to_contain_text("NTM306")
    editor.picture("vscode")
    editor.keys("Control+1")
    editor.undo()


STEPS: dict[str, tuple[Callable[[Editor], None], ...]] = {
    "": (
        tells_mistakes_while_typing,
        mends_by_a_quick_fix,
        accepts_a_warning,
        completes,
        explains,
        shows_what_follows,
        leads_there_and_back,
        outlines,
        survives_its_end,
        renames,
        builds_the_report,
        is_drawn_for_the_docs,
    ),
    "restricted": (tells_mistakes_while_typing, restricts),
    "nowhere": (says_what_is_missing,),
    "old": (says_that_it_is_too_old,),
}
"""What is done with which program: the installed one, in a folder that is trusted or not, none, one
without `lsp`.
"""


@contextmanager
def running(command: Sequence[str], home: Path, log: Path) -> Iterator[str]:
    """code-server, until it is left; its address."""
    with socket.socket() as free:
        free.bind((_HOST, 0))
        place = f"{_HOST}:{free.getsockname()[1]}"
    environment = os.environ | {"HOME": str(home), "LC_ALL": "vi_VN.UTF-8"}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*command, "--auth", "none", "--bind-addr", place],
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex((_HOST, int(place.rpartition(":")[2]))) == 0:
                    break
            time.sleep(0.1)
        yield f"http://{place}"
    finally:
        process.terminate()
        process.wait(30)


def hostile(data: Path) -> Path:
    """Let the repository name a program of its own to run; what it leaves if it is run."""
    trap, program = data / "trap", data / "bin" / "ntmreport"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    program.chmod(0o755)
    path = data / ".vscode" / "settings.json"
    settings = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(settings | {"ntmreport.path": str(program)}), "utf-8")
    return trap


def looked_at(command: Sequence[str], program: str, only: str, pictures: Path) -> int:
    """Drive one window; return how many steps failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        home, data = folder / "home", folder / "kho số liệu"
        for name in ("data", "templates"):
            shutil.copytree(FIXTURES / name, data / name)
        shutil.copytree(FIXTURES / "commune" / "2021", data / "data" / "xa")
        shutil.copytree(REPOSITORY / "schemas", data / "schemas")
        shutil.copytree(REPOSITORY / ".vscode", data / ".vscode")
        trap = hostile(data)
        for place, settings in (("Machine", {"ntmreport.path": program}), ("User", _SETTINGS)):
            (home / "user" / place).mkdir(parents=True)
            (home / "user" / place / "settings.json").write_text(json.dumps(settings))
        vsix = folder / "ntmreport.vsix"
        license_text = (REPOSITORY / "LICENSE").read_bytes()
        vsix.write_bytes(write_package(vsix_files(FOLDER, bundled(FOLDER), license_text)))
        places = [
            "--user-data-dir",
            str(home / "user"),
            "--extensions-dir",
            str(home / "extensions"),
        ]
        options = [*places, "--disable-telemetry", "--disable-update-check"]
        if only != "restricted":
            options.append("--disable-workspace-trust")
        subprocess.run([*command, *places, "--install-extension", str(vsix)], check=True)
        started = running([*command, *options], home, pictures / "code-server.log")
        with started as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS]
            )
            page = browser.new_page(viewport=_SIZE)  # type: ignore[arg-type] # a plain dict
            page.goto(f"{address}/?folder={data}")
            page.wait_for_selector(".monaco-workbench", timeout=60_000)
            page.wait_for_timeout(4000)
            for step in STEPS[only]:
                editor = Editor(page, data, pictures)
                try:
                    step(editor)
                    print("ok", step.__name__)
                except Exception as error:
                    failed += 1
                    print("FAILED", step.__name__, error)
                editor.picture(step.__name__)
                editor.keys("Escape", "Escape")
            browser.close()
        if trap.exists():
            failed += 1
            print("FAILED: the repository's own program was run")
    return failed


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "code_server", type=Path, help="the unpacked package, with its own packages"
    )
    parser.add_argument("--node", default="node", help="a Node that it takes")
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("ntmreport")))
    parser.add_argument("--only", choices=STEPS, help="the steps with one program")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "build" / "editor")
    given = parser.parse_args(arguments)
    given.output.mkdir(parents=True, exist_ok=True)
    command = (given.node, str(given.code_server / "out" / "node" / "entry.js"))
    failed = 0
    for only in STEPS if given.only is None else [given.only]:
        program = given.program
        with tempfile.TemporaryDirectory() as made:
            if only in {"nowhere", "old"}:
                program = str(Path(made, "ntmreport"))
            if only == "old":
                said = "lệnh viết sai: Không có lệnh 'lsp'"
                Path(program).write_text(f'#!/bin/sh\necho "{said}" >&2\nexit 2\n', "utf-8")
                Path(program).chmod(0o755)
            failed += looked_at(command, "" if only == "nowhere" else program, only, given.output)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
