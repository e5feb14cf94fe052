"""Why the system refused, in both languages: it gives its reasons in English, or in its own language."""

from __future__ import annotations

import errno
import os

from kiosk.config.message import Message

_VIETNAMESE = {
    os.strerror(code): vietnamese
    for code, vietnamese in {
        errno.ENOENT: "không có tệp hoặc thư mục này",
        errno.EACCES: "không có quyền",
        errno.EPERM: "không được phép",
        errno.EISDIR: "là thư mục",
        errno.ENOTDIR: "đường dẫn đi qua một tệp",
        errno.EEXIST: "đã có",
        errno.ENOSPC: "ổ đĩa đầy",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.EIO: "ổ đĩa hoặc thiết bị có lỗi",
        errno.ENAMETOOLONG: "tên quá dài",
        errno.ELOOP: "liên kết vòng",
        errno.EBUSY: "đang bận",
    }.items()
}


def reason_of(error: OSError) -> Message:
    """Why the system refused."""
    reason = error.strerror or str(error)
    return Message(vietnamese_of(reason), reason)


def vietnamese_of(reason: str) -> str:
    """The system's English reason in Vietnamese; another one stays as it is."""
    return _VIETNAMESE.get(reason, reason)
