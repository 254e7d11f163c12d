"""An editor, as far as a server can tell: it speaks over stdio to the real process.

Each message of the server is held against the protocol: positions lie in their text, edits do not
overlap, versions are those of texts that were sent.
"""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlparse

from lsprotocol import types
from lsprotocol.converters import get_converter

Message = dict[str, Any]

_SECONDS = 60
_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_CONVERTER = get_converter()

CAPABILITIES: Message = {
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "rename": {"prepareSupport": True},
    },
    "workspace": {
        "codeLens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
}


class EditorClient:
    """A process of `ntmreport lsp`, with one folder open and the files that were opened in it."""

    def __init__(
        self,
        folder: Path,
        *,
        locale: str | None = "vi",
        encoding: str = "utf-16",
        arguments: tuple[str, ...] = (),
        options: Message | None = None,
    ) -> None:
        self.folder = folder
        self.encoding = encoding
        self.texts: dict[str, str] = {}
        self.published: dict[str, list[Message]] = {}
        self.shown: list[Message] = []
        self.asked: list[str] = []
        self._versions: dict[str, int] = {}
        self._published_versions: dict[str, int | None] = {}
        self._numbers = itertools.count(1)
        self._received: queue.Queue[Message | None] = queue.Queue()
        # An answer may be told of texts that have been replaced since: those of the version count.
        self._sent: dict[tuple[str, int], str] = {}
        command = [sys.executable, "-m", "ntmreport", "lsp", *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        threading.Thread(target=self._read, daemon=True).start()
        root = folder.as_uri()
        self.capabilities = self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": folder.name}],
            capabilities={**CAPABILITIES, "general": {"positionEncodings": [encoding]}},
            initializationOptions=options,
            **({} if locale is None else {"locale": locale}),
        )["capabilities"]
        assert self.capabilities["positionEncoding"] == encoding
        self.tell("initialized")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self.process.kill()
            self.process.communicate()
            return
        self.ask("shutdown")
        self.tell("exit")
        printed = self.process.communicate(timeout=_SECONDS)[1]
        assert self.process.returncode == 0, printed
        assert printed == b""

    def uri(self, name: str) -> str:
        """Return the address of a file of the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None) -> str:
        """Open a file, as it is on disk or with another text, and return the text."""
        if text is None:
            text = (self.folder / name).read_text(encoding="utf-8")
        self._note(name, text)
        language = "jinja" if name.endswith(".j2") else "yaml"
        document = {"uri": self.uri(name), "languageId": language, "version": self._versions[name]}
        self.tell("textDocument/didOpen", textDocument={**document, "text": text})
        return text

    def write(self, name: str, text: str) -> None:
        """Have an open file hold another text."""
        self._note(name, text)
        document = {"uri": self.uri(name), "version": self._versions[name]}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in an open file, as a person types it."""
        text = self.texts[name]
        assert text.count(old) == 1, (name, old)
        start = text.index(old)
        edited = {"start": self.position(name, start), "end": self.position(name, start + len(old))}
        self._note(name, text.replace(old, new))
        document = {"uri": self.uri(name), "version": self._versions[name]}
        change = {"range": edited, "text": new}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[change])

    def save(self, name: str) -> None:
        """Write an open file to disk."""
        (self.folder / name).write_text(self.texts[name], encoding="utf-8", newline="\n")
        self.tell("textDocument/didSave", textDocument={"uri": self.uri(name)})

    def close(self, name: str) -> None:
        """Close a file without saving it."""
        self.tell("textDocument/didClose", textDocument={"uri": self.uri(name)})
        del self.texts[name]
        self.published.pop(name, None)

    def diagnostics(self, name: str) -> list[Message]:
        """Return what the editor underlines in a file that is open, as it is now."""
        while self._published_versions.get(name) != self._versions[name]:
            self._take(self._next())
        return self.published[name]

    def wait_until_asked(self, method: str) -> None:
        """Wait until the server asks for something that it has not asked for before."""
        while method not in self.asked:
            self._take(self._next())

    def codes(self, name: str) -> list[str]:
        """Return the codes of the diagnostics of a file that is open, each with its line."""
        return [
            f"{each['range']['start']['line'] + 1} {each['code']}"
            for each in self.diagnostics(name)
        ]

    def settled(self) -> dict[str, list[Message]]:
        """Return what the editor underlines in all files, by name, as they are now."""
        for name in self.texts:
            self.diagnostics(name)
        return {name: found for name, found in self.published.items() if found}

    def position(self, name: str, offset: int) -> Message:
        """Return the position of an offset in an open file, in the units that were agreed on."""
        before = _lines(self.texts[name][:offset])
        return {"line": len(before) - 1, "character": self._units(before[-1])}

    def at(self, name: str, words: str, within: int = 0) -> Message:
        """Return where `words` stand, for the first time, in an open file: document and position.

        `within` are characters from their beginning.
        """
        position = self.position(name, self.texts[name].index(words) + within)
        return {"textDocument": {"uri": self.uri(name)}, "position": position}

    def text_at(self, name: str, span: Message) -> str:
        """Return the text of a range in a file."""
        lines = _lines(self._text(name))
        start, end = span["start"], span["end"]
        if start["line"] == end["line"]:
            encoded = self._encoded(lines[start["line"]])
            return self._decoded(encoded, start["character"], end["character"])
        first = self._decoded(self._encoded(lines[start["line"]]), start["character"], None)
        last = self._decoded(self._encoded(lines[end["line"]]), 0, end["character"])
        return "\n".join([first, *lines[start["line"] + 1 : end["line"]], last])

    def applied(self, edit: Message) -> dict[str, str]:
        """Return the texts of the files that a workspace edit changes, by name."""
        changes = dict(edit.get("changes") or {})
        for each in edit.get("documentChanges") or ():
            if each.get("kind") == "create":
                assert not (self.folder / self.name(each["uri"])).exists()
                (self.folder / self.name(each["uri"])).write_text("", encoding="utf-8")
                continue
            document = each["textDocument"]
            name = self.name(document["uri"])
            assert document["version"] in {None, self._versions.get(name)}, "an old version"
            changes.setdefault(document["uri"], []).extend(each["edits"])
        return {
            self.name(uri): self._edited(self.name(uri), edits) for uri, edits in changes.items()
        }

    def name(self, uri: str) -> str:
        """Return the name of a file by its address."""
        path = Path(unquote(urlparse(uri).path))
        is_inside = path.is_relative_to(self.folder)
        return (path.relative_to(self.folder) if is_inside else path).as_posix()

    def actions(self, name: str, words: str, *kinds: str) -> dict[str, Message]:
        """Return what the editor offers to do at words of an open file, by its title."""
        self.diagnostics(name)
        start = self.texts[name].index(words)
        span = {
            "start": self.position(name, start),
            "end": self.position(name, start + len(words)),
        }
        context = {"diagnostics": [], **({"only": list(kinds)} if kinds else {})}
        found = self.ask(
            "textDocument/codeAction",
            textDocument={"uri": self.uri(name)},
            range=span,
            context=context,
        )
        return {each["title"]: each for each in found or ()}

    def completions(self, name: str, text: str) -> dict[str, Message]:
        """Write `text` into an open file; return what is offered at the mark ¦ in it, by label."""
        before, mark, behind = text.partition("¦")
        assert mark
        self.write(name, before + behind)
        answer = self.ask(
            "textDocument/completion",
            textDocument={"uri": self.uri(name)},
            position=self.position(name, len(before)),
        )
        for each in answer["items"]:
            self.check_range(name, each["textEdit"]["range"])
        return {each["label"]: each for each in answer["items"]}

    def ask(self, method: str, **params: object) -> Any:
        """Send a request and return its result."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params or None})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                _check_shape(message, types.METHOD_TO_TYPES[method][1])
                _check_ranges(self, message["result"])
                return message["result"]
            self._take(message)

    def refused(self, method: str, **params: object) -> str:
        """Send a request that is refused, and return what the editor shows of it."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params or None})
        while (message := self._next()).get("id") != number or "method" in message:
            self._take(message)
        assert message["error"]["code"] == types.LSPErrorCodes.RequestFailed, message
        words: str = message["error"]["message"]
        return words

    def tell(self, method: str, **params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params or None})

    def cpu(self) -> float:
        """Return the seconds of CPU that the server has taken, on Linux."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the memory that the server holds, on Linux."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.split("\n") if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def _edited(self, name: str, edits: list[Message]) -> str:
        text = "\n".join(_lines(self._text(name)))
        places = sorted(
            (
                self._offset(text, each["range"]["start"]),
                self._offset(text, each["range"]["end"]),
                n,
            )
            for n, each in enumerate(edits)
        )
        for (_, end, _), (start, _, _) in itertools.pairwise(places):
            assert end <= start, f"edits overlap in {name}"
        for start, end, number in reversed(places):
            text = text[:start] + edits[number]["newText"] + text[end:]
        return text

    def _offset(self, text: str, position: Message) -> int:
        lines = _lines(text)
        before = sum(len(line) + 1 for line in lines[: position["line"]])
        encoded = self._encoded(lines[position["line"]])
        return before + len(self._decoded(encoded, 0, position["character"]))

    def _note(self, name: str, text: str) -> None:
        self.texts[name] = text
        self._versions[name] = self._versions.get(name, 0) + 1
        self._sent[name, self._versions[name]] = text

    def _text(self, name: str) -> str:
        path = self.folder / name
        if name not in self.texts:
            is_text = path.suffix != ".docx" and path.exists()
            return path.read_text(encoding="utf-8") if is_text else ""
        return self.texts[name]

    def _units(self, text: str) -> int:
        return len(self._encoded(text)) // self._size

    @property
    def _size(self) -> int:
        return {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]

    def _encoded(self, text: str) -> bytes:
        return text.encode(_CODECS[self.encoding], "surrogatepass")

    def _decoded(self, encoded: bytes, start: int, end: int | None) -> str:
        cut = encoded[start * self._size : None if end is None else end * self._size]
        return cut.decode(_CODECS[self.encoding], "surrogatepass")

    def check_range(self, name: str, span: Message, version: int | None = None) -> None:
        """Hold a range against the text that it is in."""
        sent = self._sent.get((name, version or 0))
        text = self._text(name) if sent is None else sent
        lines = _lines(text)
        places = [(span[end]["line"], span[end]["character"]) for end in ("start", "end")]
        assert places[0] <= places[1], (name, span)
        for line, character in places:
            assert line < len(lines), (name, span)
            encoded = self._encoded(lines[line])
            assert character * self._size <= len(encoded), (name, span)
            # Half a character cannot be read.
            self._decoded(encoded, 0, character)

    def _take(self, message: Message) -> None:
        """Keep what the server tells, and answer what it asks."""
        _check_shape(message, types.METHOD_TO_TYPES[message["method"]][0])
        params = message.get("params") or {}
        match message.get("method"):
            case "textDocument/publishDiagnostics":
                name = self.name(params["uri"])
                version = params.get("version")
                if version is not None:
                    assert version <= self._versions.get(name, version)
                for each in params["diagnostics"]:
                    if (self.folder / name).is_file() or name in self.texts:
                        self.check_range(name, each["range"], version)
                self.published[name] = params["diagnostics"]
                self._published_versions[name] = version
            case "window/showMessage":
                self.shown.append(params)
            case method if method is not None and "id" in message:
                self.asked.append(method)
                self._send({"id": message["id"], "result": None})

    def _next(self) -> Message:
        message = self._received.get(timeout=_SECONDS)
        assert message is not None, "the server has ended"
        return message

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=True).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()) not in {b"\r\n", b""}:
                key, _, value = line.decode().partition(":")
                if key.lower() == "content-length":
                    length = int(value)
            if line == b"":
                self._received.put(None)
                return
            self._received.put(json.loads(stream.read(length)))


def _lines(text: str) -> list[str]:
    """Return the lines of a text as the protocol counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check_shape(message: Message, kind: type | None) -> None:
    """Hold a message against the protocol's own description of it."""
    assert kind is not None
    _CONVERTER.structure(message, kind)


def _check_ranges(client: EditorClient, found: Any, uri: str | None = None) -> None:
    """Hold every range of an answer that names its file against the text there."""
    if isinstance(found, list):
        for each in found:
            _check_ranges(client, each, uri)
    elif isinstance(found, dict):
        uri = found.get("uri") or (found.get("textDocument") or {}).get("uri") or uri
        for key, value in found.items():
            if key in {"range", "selectionRange", "targetRange"} and uri is not None:
                client.check_range(client.name(uri), value)
            elif isinstance(value, dict | list):
                _check_ranges(client, value, uri)
