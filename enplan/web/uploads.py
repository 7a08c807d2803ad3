"""Taking in files: no more of one is kept than is allowed, however much is sent.

What is beyond the limit is read and thrown away, so that the form still answers, with the reason at the field and what
else was typed. The file then carries its full size and none of its content.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Django's handler for files on disk (readable by this user alone, gone with the request), with a limit."""

    is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_too_large = False
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.is_too_large:
            return None
        if start + len(raw_data) > settings.LARGEST_UPLOAD:
            self.is_too_large = True
            self.file.close()  # the temporary file is gone at once
            return None
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if not self.is_too_large:
            return super().file_complete(file_size)
        too_large = SimpleUploadedFile(self.file_name or "fil", b"", self.content_type or "")
        too_large.size = file_size
        return too_large
