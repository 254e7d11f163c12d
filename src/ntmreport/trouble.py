"""Trouble of the machine rather than of the input: one clear line and an exit code."""

from __future__ import annotations

import errno

from ntmreport.language import Bilingual

_REASONS = {
    errno.EACCES: "không có quyền",
    errno.EBADF: "đã đóng",
    errno.EBUSY: "đang được chương trình khác dùng",
    errno.EDQUOT: "hết hạn mức dung lượng",
    errno.EEXIST: "đã có tệp hoặc thư mục cùng tên",
    errno.EFBIG: "tệp quá lớn",
    errno.EIO: "ổ đĩa đọc, ghi không được",
    errno.EISDIR: "đó là một thư mục",
    errno.ELOOP: "liên kết dẫn về chính nó",
    errno.EMFILE: "quá nhiều tệp đang mở",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có tệp hoặc thư mục đó",
    errno.ENOEXEC: "không phải là chương trình chạy được",
    errno.ENOMEM: "hết bộ nhớ",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENXIO: "không có chương trình nào đọc",
    errno.EPERM: "hệ thống không cho phép",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc",
    errno.ESTALE: "ổ đĩa mạng không còn kết nối",
    errno.ETIMEDOUT: "quá thời gian chờ",
}


class Trouble(Exception):  # noqa: N818 - the word users read; it is not an error of the program
    """A disk, a permission or a missing program stops the work; `message` says what to do."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def reason(error: OSError) -> Bilingual:
    """Return why the system refused, where it is one of the usual reasons in Vietnamese too."""
    english = error.strerror or type(error).__name__
    known = _REASONS.get(error.errno or 0)
    return Bilingual(known or f"máy báo lỗi: {english}", english)


def unreadable(what: Bilingual | str, error: OSError) -> Trouble:
    """Return the Trouble that `what`, a file or a folder, cannot be read."""
    vi, en = (what, what) if isinstance(what, str) else what.both
    why = reason(error)
    return Trouble(Bilingual(f"không đọc được {vi}: {why.vi}", f"cannot read {en}: {why.en}"))
