"""The language server as a program: what an editor sends, and what is answered."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from functools import wraps
from importlib import import_module
from inspect import iscoroutinefunction
from logging import CRITICAL, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

import ntmreport
from ntmreport.language import Language
from ntmreport.language_server.positions import Positions
from ntmreport.language_server.published_diagnostics import SOURCE, shown
from ntmreport.language_server.session import OpenFile, Session
from ntmreport.trouble import Trouble, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ntmreport.span import Span

_Handler = TypeVar("_Handler", bound="Callable[..., Any]")

_SECONDS_OF_TYPING = 0.03
"""Until no key has been struck for so long, the next one is waited for."""

_SECONDS_OF_REST = 1.0
_MOST_WITHOUT_REST = 100
"""After so long without anything to do, or so many changes, memory that nothing uses is freed."""

_UTF16 = types.PositionEncodingKind.Utf16

_WATCHED = "**/*.{yaml,yml,j2,docx,txt,png,jpg,jpeg}"


class RefusedError(JsonRpcException):
    """What is asked for cannot be done; the editor shows why."""

    CODE = types.LSPErrorCodes.RequestFailed.value
    MESSAGE = "Refused"


class ReportServer(LanguageServer):
    """The server of one editor.

    What is typed is taken at once; the periods are brought up to date when the keys rest, or when
    something is asked. `client_commands` are the commands that the editor can be asked to run;
    where it `has_schemas`, another server completes keys by the JSON Schemas.
    """

    def __init__(
        self,
        language: Language,
        templates: Path | None,
        communes: Sequence[Path],
        *,
        is_chosen: bool,
    ) -> None:
        """Speak the editor's language, unless `language` is chosen."""
        super().__init__(SOURCE, ntmreport.__version__)
        self._language = language
        self._is_chosen = is_chosen
        self._templates = templates
        self._communes = communes
        self.is_shut_down = False
        self._has_changed = False
        self.client_commands: frozenset[object] = frozenset()
        self.has_schemas = False
        self._published: dict[str, _Published] = {}
        self._changes = 0
        self._told = ""
        self._waiting: asyncio.TimerHandle | None = None
        self._resting: asyncio.TimerHandle | None = None
        self._positions: dict[str, tuple[str, Positions]] = {}
        self.session = Session(Path.cwd(), language, templates, communes)

    def begin(self, params: types.InitializeParams) -> None:
        """Stand in the editor's folder and speak its language."""
        folders = params.workspace_folders or []
        uri = folders[0].uri if folders else params.root_uri
        root = _repository(Path(to_fs_path(uri) or Path.cwd()) if uri else Path.cwd())
        if root.is_dir():
            os.chdir(root)
        language = self._language
        if params.locale and not self._is_chosen:
            is_vietnamese = params.locale.lower().partition("-")[0].partition("_")[0] == "vi"
            language = Language.VIETNAMESE if is_vietnamese else Language.ENGLISH
        self.session = Session(root, language, self._templates, self._communes)
        options = params.initialization_options
        options = options if isinstance(options, dict) else {}
        commands = options.get("commands")
        self.client_commands = frozenset(commands if isinstance(commands, list) else ())
        self.has_schemas = options.get("yamlSchemas") is True

    def take(self, uri: str, *, is_typed: bool = True) -> None:
        """Take the text that an open file has now; more may follow at once where it `is_typed`."""
        document = self.workspace.get_text_document(uri)
        path = to_fs_path(uri)
        if path is not None and uri.startswith("file:"):
            opened = OpenFile(uri, document.version or 0)
            self.session.put(self.session.name_of(path), opened, document.source)
        self._settle_soon(_SECONDS_OF_TYPING if is_typed else 0)

    def close(self, uri: str) -> None:
        """Take a file as it is on disk."""
        path = to_fs_path(uri)
        if path is not None:
            self.session.close(self.session.name_of(path))
        self._settle_soon()

    def touch(self) -> None:
        """Look at the files on disk again."""
        self.session.touch()
        self._settle_soon()

    def positions(self, name: str) -> Positions:
        """Return the positions in a file as it is now."""
        text = self.session.text_of(name)
        known = self._positions.get(name)
        if known is None or (known[0] is not text and known[0] != text):
            known = text, Positions(text, self.workspace.position_encoding or _UTF16)
            self._positions[name] = known
        return known[1]

    def uri_of(self, name: str) -> str:
        """Return the address of a file, as the editor has it where it is open there."""
        opened = self.session.open.get(name)
        if opened is not None:
            return opened.uri
        return from_fs_path(str(self.session.root / name)) or ""

    def location(self, span: Span) -> types.Location:
        """Return a place of a file."""
        return types.Location(self.uri_of(span.file), self.positions(span.file).range_of(span))

    def name_of(self, uri: str) -> str:
        """Return how spans call the file at an address."""
        return self.session.name_of(to_fs_path(uri) or "")

    def settle(self) -> None:
        """Bring all up to date now, since something is asked."""
        if not self.session.is_settled:
            self._stop_waiting()
            while self._settle_one():
                pass
            self._rest_soon()

    def feature(self, feature_name: str, options: object = None) -> Callable[[_Handler], _Handler]:
        """Return the decorator that has a function answer; where it fails, a sentence says so.

        A defect of ours is one line in the editor's log, and leads to no traceback there.
        """
        register = super().feature(feature_name, options)

        def registered(handler: _Handler) -> _Handler:
            @wraps(handler)
            def guarded(*arguments: Any) -> Any:
                try:
                    return handler(*arguments)
                except (Trouble, OSError) as trouble:
                    self._tell(trouble)
                    return None
                except RefusedError:
                    raise
                except Exception as error:
                    what = f"{feature_name}: {type(error).__name__}: {error}"
                    raise JsonRpcInternalError(what) from None

            register(handler if iscoroutinefunction(handler) else guarded)
            return handler

        return registered

    def _settle_soon(self, seconds: float = _SECONDS_OF_TYPING) -> None:
        self._stop_waiting()
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(seconds, self._settle_next)

    def _stop_waiting(self) -> None:
        for each in (self._waiting, self._resting):
            if each is not None:
                each.cancel()

    def _settle_next(self) -> None:
        """Bring the next period up to date; between two, the editor is listened to."""
        is_done = not self._settle_one()
        loop = asyncio.get_running_loop()
        if not is_done:
            self._waiting = loop.call_later(0, self._settle_next)
            return
        self._rest_soon()

    def _rest_soon(self) -> None:
        """Rest once nothing is typed or asked any more, or after many changes."""
        self._changes += 1
        if self._changes < _MOST_WITHOUT_REST:
            loop = asyncio.get_running_loop()
            self._resting = loop.call_later(_SECONDS_OF_REST, self._rest)
        else:
            self._rest()

    def _rest(self) -> None:
        """Free memory that nothing uses: in the midst of typing it would be waited for."""
        self._changes = 0
        gc.collect()
        self._refresh()

    def _refresh(self) -> None:
        """Have the editor ask again what it shows in files that others follow from.

        By itself it asks of the one alone in which something is typed.
        """
        workspace = self.client_capabilities.workspace
        if workspace is None or not self.session.open or not self._has_changed:
            return
        self._has_changed = False
        if workspace.inlay_hint is not None and workspace.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if workspace.code_lens is not None and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def _settle_one(self) -> bool:
        """Bring a period up to date and tell what is wrong; return whether there is another."""
        try:
            self._has_changed |= self.session.settle_one() is not None
            self._told = ""
        except (Trouble, OSError) as trouble:
            self._tell(trouble)
        self._publish()
        return not self.session.is_settled

    def _tell(self, trouble: Trouble | OSError) -> None:
        """Say what is in the way, once for as long as it is."""
        language = self.session.language
        if isinstance(trouble, Trouble):
            message = trouble.message.text(language)
        else:
            message = f"{trouble.filename or ''}: {reason(trouble).text(language)}"
        if message != self._told:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))
        self._told = message

    def _publish(self) -> None:
        """Tell the editor of each file whose diagnostics are others than it knows."""
        session = self.session
        found = session.diagnostics()
        now: dict[str, _Published] = {}
        for name in {**found, **session.open}:
            opened = session.open.get(name)
            now[name] = (
                None if opened is None else opened.version,
                [
                    shown(each, name, self.positions, self.uri_of, session.language)
                    for each in found.get(name, ())
                ],
            )
        before = self._published
        # Whoever has the diagnostics of a text that was typed has those that follow elsewhere, too.
        for name in sorted(
            {**before, **now}, key=lambda each: _version(before, each) != _version(now, each)
        ):
            version, its = now.get(name, _NOTHING)
            if before.get(name, _NOTHING) != (version, its) or name not in before:
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(self.uri_of(name), its, version)
                )
        self._published = now


_Published: TypeAlias = "tuple[int | None, list[types.Diagnostic]]"
_NOTHING: _Published = (None, [])


def _version(published: Mapping[str, _Published], name: str) -> int | None:
    return published.get(name, _NOTHING)[0]


_PARTS = {"data": "report.yaml", "templates": "form.yaml"}
"""The folders of a repository, and the file that each folder in them has."""


def _repository(opened: Path) -> Path:
    """Return the repository where the folder is its data or its forms, or one of them alone."""
    if opened.name in _PARTS and any(opened.glob(f"*/{_PARTS[opened.name]}")):
        return opened.parent
    within = opened.parent
    if within.name in _PARTS and (opened / _PARTS[within.name]).is_file():
        return within.parent
    return opened


FEATURES = (
    "code_lenses",
    "completions",
    "definitions",
    "hovers",
    "inlay_hints",
    "outlines",
    "quick_fixes",
    "renaming",
)
"""The modules of the features, each with a function `add` that has the server answer with it."""


def _listen(server: ReportServer) -> None:
    """Have the server take what an editor does with its files."""

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.SHUTDOWN)
    def shut_down(_: None) -> None:
        server.is_shut_down = True

    @server.feature(types.INITIALIZED)
    async def watch(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        watched: Any = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(_WATCHED)]
        )
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        await server.client_register_capability_async(
            types.RegistrationParams([types.Registration("watched", method, watched)])
        )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri, is_typed=False)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.touch()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(_: types.DidChangeWatchedFilesParams) -> None:
        server.touch()


def serve(
    language: Language, templates: Path | None, communes: Sequence[Path], *, is_chosen: bool
) -> bool:
    """Serve an editor over standard input and output until it ends; return whether it said so.

    It speaks the editor's language, unless `language` is chosen.
    """
    getLogger("pygls").setLevel(CRITICAL)  # what fails is told by answers
    server = ReportServer(language, templates, communes, is_chosen=is_chosen)
    _listen(server)
    for name in FEATURES:
        import_module(f"ntmreport.language_server.{name}").add(server)
    gc.disable()  # see ReportServer._rest
    # The server closes what it writes to, and standard output is the command line's.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        server.start_io(stdout=output)
    return server.is_shut_down
