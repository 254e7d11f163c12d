"""Warnings that an office stands by: which entry accepts which, and which entries lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.catalogue import code_meant
from ntmreport.checks.acknowledgement_digest import digest_of
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual, to_write
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ntmreport.model import Acknowledgement


def acknowledged_digest(diagnostic: Diagnostic, texts: Mapping[str, str]) -> str:
    """Return the digest of the figures in a diagnostic, as acknowledged.yaml keeps it."""
    return diagnostic.compared or digest_of((diagnostic.span,), texts, {})


def accepts(entry: Acknowledgement, diagnostic: Diagnostic, texts: Mapping[str, str]) -> bool:
    """Return whether the entry accepts that very diagnostic, with the figures that it has now."""
    return (
        entry.digest is not None
        and (entry.code.value, entry.about.value)
        == (diagnostic.rule.code, written_path(diagnostic.path))
        and entry.digest.value == acknowledged_digest(diagnostic, texts)
    )


def unused_entries(
    entries: Iterable[Acknowledgement],
    accepted: Mapping[Diagnostic, Acknowledgement],
    found: Iterable[Diagnostic],
    data: Path,
    *,
    is_whole: bool,
) -> Iterator[Diagnostic]:
    """Yield diagnostics for entries that accept nothing; `is_whole` where no warning is hidden."""
    used = {entry.code.span for entry in accepted.values()}
    paths: dict[str, dict[str, Diagnostic]] = {}
    for diagnostic in found:
        by_path = paths.setdefault(diagnostic.rule.code, {})
        by_path.setdefault(written_path(diagnostic.path), diagnostic)
    for entry in entries:
        if entry.code.span in used:
            continue
        known = paths.get(entry.code.value, {})
        now = known.get(entry.about.value)
        if now is not None and not now.is_error and now not in accepted:
            yield _lapsed(entry, now, data)
            continue
        if now is None and not is_whole:
            continue
        place, hint = entry.code, None
        # Other warnings of the rule that have no entry of their own: the path may be mistyped.
        free = [path for path, each in known.items() if each not in accepted]
        if now is None and free:
            place, hint = entry.about, nearest_hint(entry.about.value, free)
        elif now is None and (meant := code_meant(entry.code.value)) != entry.code.value:
            hint = to_write(meant) if meant in paths else None
        yield Diagnostic(
            catalogue.ACKNOWLEDGEMENT_UNUSED,
            place.span,
            Bilingual(
                f"không còn cảnh báo {entry.code} như vậy ở {entry.about}",
                f"there is no such warning {entry.code} at {entry.about} any more",
            ),
            entry.code.path[:-1],
            hint
            or Bilingual(
                "số liệu đã đúng thì xóa mục này", "delete this entry once the data is right"
            ),
        )


def _lapsed(entry: Acknowledgement, now: Diagnostic, data: Path) -> Diagnostic:
    """Return the diagnostic for an entry whose warning has other figures now."""
    words = ("ntmreport", "acknowledge", data.as_posix(), entry.code.value, entry.about.value)
    command = " ".join(f'"{word}"' if " " in word else word for word in words)
    if entry.digest is None:
        message = Bilingual(
            f"mục này chưa ghi dấu của số liệu nên chưa có hiệu lực; hiện nay: {now.message.vi}",
            f"the entry does not say what it accepts, so it accepts nothing; now: {now.message.en}",
        )
    else:
        then = entry.found.value if entry.found is not None else "…"
        # The sentence can be the same where other names or numbers stand behind it.
        names = ("", "")
        if then == now.message.vi:
            names = (" (nhưng tên hoặc số đã khác)", " (of other names or numbers)")
        message = Bilingual(
            "số liệu đã thay đổi từ khi được chấp nhận nên mục này hết hiệu lực; "
            f"lúc đó: {then}; hiện nay: {now.message.vi}{names[0]}",
            "what was accepted has changed since, so the entry has lapsed; "
            f"then: {then}; now: {now.message.en}{names[1]}",
        )
    return Diagnostic(
        catalogue.ACKNOWLEDGEMENT_LAPSED,
        (entry.digest or entry.about).span,
        message,
        entry.code.path[:-1],
        Bilingual(f"nếu vẫn đúng thì chạy: {command}", f"if it is right, run: {command}"),
        (Related(now.span, Bilingual("cảnh báo hiện nay", "the warning now")),),
    )
