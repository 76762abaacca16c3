"""What there is to say of an index."""

from ..indexing.snapshots import Snapshots
from ..wording.messages import number, translate


def statistics(snapshots: Snapshots) -> list[tuple[str, str]]:
    """Names and values, in the language of the context."""
    snapshot = snapshots.current()
    manifest, reader = snapshot.manifest, snapshot.reader
    size = sum(sealed.size for sealed in manifest.files.values())
    return [
        (translate("index"), str(snapshots.generations.folder)),
        (translate("generation"), snapshot.name),
        (translate("built"), manifest.created),
        (translate("from"), manifest.source),
        (translate("engine"), manifest.engine),
        (translate("documents"), number(manifest.documents)),
        (translate("paragraphs"), number(manifest.paragraphs)),
        (translate("words"), number(len(reader.terms("form")))),
        (translate("stems"), number(len(reader.terms("stem")))),
        (translate("files skipped"), number(manifest.skipped)),
        (translate("size"), translate("{size} KiB").format(size=number(round(size / 1024)))),
    ]
