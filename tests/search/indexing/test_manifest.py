"""A manifest of files as large as they come can be read again."""

from search.engines.checksums import BLOCK
from search.indexing.manifest import FORMAT, FileSeal, Manifest, read_manifest, write_manifest


def test_a_generation_may_have_half_a_terabyte(tmp_path):
    blocks = (500 << 30) // BLOCK
    sealed = FileSeal(blocks * BLOCK, "0" * 64, bytes(range(4)) * blocks)
    counts = {"documents": 1, "paragraphs": 10**9, "skipped": 0}
    about = {"engine": "opensearch", "analysis": "", "identity": "", "created": "", "source": ""}
    wanted = Manifest(format=FORMAT, **about, **counts, files={"vectors/000001.vectors": sealed})
    write_manifest(tmp_path, wanted)
    assert read_manifest(tmp_path).files == wanted.files
