"""A JPEG without the segments that tell about it, its dots untouched: for photos that lie inside a PDF."""

# EXIF and XMP (APP1), Photoshop's and IPTC's (APP13), and free comments. What is needed for drawing stays.
ABOUT = frozenset({0xE1, 0xED, 0xFE})
START_OF_DOTS = 0xDA


def without_segments_about(jpeg: bytes) -> bytes:
    """The same picture; what is no well-formed JPEG comes back as it was."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept = [jpeg[:2]]
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == START_OF_DOTS:
            return b"".join([*kept, jpeg[at:]])
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker not in ABOUT:
            kept.append(jpeg[at:end])
        at = end
    return jpeg
