"""A client that asks the real yaml-language-server what an editor would show."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

Message = dict[str, Any]

_SECONDS = 60


class LanguageServer:
    """One server process, spoken to over stdio in JSON-RPC, with one folder open."""

    def __init__(self, program: Path, folder: Path, *, validate: bool = True) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._received: queue.Queue[Message] = queue.Queue()
        self._published: dict[str, list[Message]] = {}
        self._process = subprocess.Popen(
            [str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        threading.Thread(target=self._read, daemon=True).start()
        root = folder.as_uri()
        folders = [{"uri": root, "name": "project"}]
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        self._ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=folders,
            capabilities=capabilities,
        )
        self._tell("initialized")
        self._settings: Message = {
            "yaml": {
                **{"validate": validate, "completion": True, "hover": True, "yamlVersion": "1.2"},
                "schemaStore": {"enable": False},
            }
        }
        self._tell("workspace/didChangeConfiguration", settings=self._settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("shutdown")
        self._tell("exit")
        self._process.communicate(timeout=_SECONDS)

    def diagnostics(self, name: str, text: str) -> list[Message]:
        """Open the file `name` with `text` and return what the editor underlines."""
        uri = self._open(name, text)
        while uri not in self._published:
            self._handle(self._next())
        return sorted(self._published[uri], key=lambda found: _start(found["range"]))

    def completions(self, name: str, text: str, line: int, character: int) -> dict[str, Message]:
        """Return what the editor offers at a place, which counts from 0, by the offer's label."""
        uri = self._open(name, text)
        answer = self._ask(
            "textDocument/completion",
            textDocument={"uri": uri},
            position={"line": line, "character": character},
        )
        return {item["label"]: item for item in answer["items"]}

    def hover(self, name: str, text: str, line: int, character: int) -> str:
        """Return what the editor shows under the mouse."""
        uri = self._open(name, text)
        answer = self._ask(
            "textDocument/hover",
            textDocument={"uri": uri},
            position={"line": line, "character": character},
        )
        return "" if answer is None else str(answer["contents"]["value"])

    def _open(self, name: str, text: str) -> str:
        """Open a file of its own for each question, so that no late answer is about another."""
        uri = (self._folder / "data" / f"{next(self._numbers)}" / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._handle(message)

    def _tell(self, method: str, **params: object) -> None:
        self._send({"method": method, "params": params})

    def _handle(self, message: Message) -> None:
        """Keep what the server publishes, answer what it asks of the settings, and else nothing."""
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._published[params["uri"]] = params["diagnostics"]
        elif "id" in message and "method" in message:
            wanted = message.get("params") or {}
            items = wanted.get("items")
            found = items and [self._settings.get(each.get("section")) for each in items]
            self._send({"id": message["id"], "result": found})

    def _send(self, message: Message) -> None:
        assert self._process.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _next(self) -> Message:
        return self._received.get(timeout=_SECONDS)

    def _read(self) -> None:
        output = self._process.stdout
        assert output is not None
        length = 0
        while line := output.readline():
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
            elif not line.strip():
                self._received.put(json.loads(output.read(length)))


def _start(place: Message) -> tuple[int, int]:
    return place["start"]["line"], place["start"]["character"]
