"""A page that reloads itself, for one reader: on 127.0.0.1 alone, at an address with a token.

It serves that page and nothing else, to no other origin.
"""

from __future__ import annotations

import secrets
import sys
import threading
import zlib
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

_HOST = "127.0.0.1"
_SECONDS_OF_A_QUESTION = 20
_FIRST_PORT, _PORTS = 49_152, 16_000
_SHELL = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>ntmreport</title>
<style nonce="{nonce}">
html, body, iframe {{ margin: 0; width: 100%; height: 100%; border: 0; display: block; }}
</style>
</head>
<body>
<iframe src="page"></iframe>
<script nonce="{nonce}">
const frame = document.querySelector("iframe");
let place = 0;
frame.addEventListener("load", () => {{
  document.title = frame.contentDocument.title;
  frame.contentWindow.scrollTo(0, place);
}});
async function ask(version) {{
  for (;;) {{
    let now = version;
    try {{
      now = await (await fetch("version?" + version)).text();
    }} catch {{
      await new Promise((done) => setTimeout(done, 1000));
      continue;
    }}
    if (version !== "" && now !== version) {{
      place = frame.contentWindow.scrollY;
      frame.contentWindow.location.reload();
    }}
    version = now;
  }}
}}
ask("");
</script>
</body>
</html>
"""


class PageServer:
    """The server of one page, which can become another."""

    def __init__(self, name: str = "") -> None:
        """Serve from a thread, until the program ends.

        The port is the same for the same `name` where it is free: what a browser keeps for a page,
        it keeps for its port.
        """
        self._token = secrets.token_urlsafe(16)
        self._page = b""
        self._version = 0
        self._changed = threading.Condition()
        handler = type("_Handler", (_Handler,), {"pages": self})
        try:
            self._server = _Server((_HOST, _port_for(name)), handler)
        except OSError:  # another program, or another run, has it
            self._server = _Server((_HOST, 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{self.host}/{self._token}/"

    @property
    def host(self) -> str:
        """The host and port that a request must name."""
        return f"{_HOST}:{self._server.server_address[1]}"

    def show(self, page: str) -> None:
        """Show `page` from now on; whoever looks at it gets it at once."""
        with self._changed:
            self._page = page.encode()
            self._version += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[bytes, str, str] | None:
        """Return content, type and policy of what stands at `path`; None where nothing does."""
        place, _, question = path.partition("?")
        begin = f"/{self._token}/"
        if not secrets.compare_digest(place[: len(begin)].encode(), begin.encode()):
            return None
        match place.removeprefix(begin):
            case "":
                nonce = secrets.token_urlsafe(16)
                policy = (
                    f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}';"
                    " frame-src 'self'; connect-src 'self'"
                )
                return _SHELL.format(nonce=nonce).encode(), "text/html; charset=utf-8", policy
            case "page":
                with self._changed:
                    return self._page, "text/html; charset=utf-8", ""
            case "version":
                return self._version_after(question).encode(), "text/plain", "default-src 'none'"
            case _:
                return None

    def _version_after(self, known: str) -> str:
        """Return the page's version, as soon as it is another than is `known`."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._version) != known, _SECONDS_OF_A_QUESTION)
            return str(self._version)


def _port_for(name: str) -> int:
    """Return the port of a name, of those that no service has; 0 for any that is free."""
    return _FIRST_PORT + zlib.crc32(name.encode()) % _PORTS if name else 0


class _Server(ThreadingHTTPServer):
    """A thread for each connection, which ends with the program."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who is gone: a window is closed while its question waits."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers with the page, and with nothing else."""

    pages: ClassVar[PageServer]
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        # A page of another site can send requests here, but not under this name.
        is_ours = self.headers.get("Host") == self.pages.host
        site = self.headers.get("Sec-Fetch-Site", "none")
        found = None
        if is_ours and site in {"none", "same-origin"}:
            found = self.pages.answer(self.path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content, kind, policy = found
        self.send_response(HTTPStatus.OK)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Referrer-Policy", "no-referrer"),
            *([("Content-Security-Policy", policy)] if policy else []),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Say nothing of requests."""
