"""Texts are sent compressed to whoever accepts it, and whole to whoever doesn't."""

import gzip
import sys
import zlib

import pytest
import zstandard
from flask import Response

from web import compression

LONG = "/api/search?q=vallée&size=100"
TEXTS = [
    LONG, "/?q=vallée", "/help", "/openapi.json",
    "/static/styles/base.css", "/static/scripts/completions.js",
    "/api/documents/crue.txt",
]  # fmt: skip


def unpacked(response: Response) -> bytes:
    encoding = response.headers["Content-Encoding"]
    if encoding == "gzip":
        return gzip.decompress(response.data)
    assert encoding == "zstd"
    return zstandard.ZstdDecompressor().decompressobj().decompress(response.data)


def settled(body: bytes) -> bytes:
    before, _, behind = body.partition(b'"took_ms":')
    return before + behind.partition(b",")[2]


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
@pytest.mark.parametrize("path", TEXTS)
def test_a_text_is_the_same_compressed(client, path, encoding):
    plain = client.get(path, buffered=True)
    packed = client.get(path, buffered=True, headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data)
    if "?q=" not in path:  # what says how long it took
        assert unpacked(packed) == plain.data
    else:
        assert len(unpacked(packed)) > 1024
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("gzip;q=0.2, zstd;q=0.1", "gzip"),
        ("*", "zstd"),
        ("*;q=0.1, zstd;q=0", "gzip"),
        ("gzip;q=0, zstd;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.3, gzip;q=0.5", "gzip"),
        ("br", None),
        ("", None),
    ],
)
def test_the_asker_says_how(client, accepted, sent):
    response = client.get(LONG, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.vary


@pytest.mark.parametrize("path", ["/healthz", "/api/search?q=fromagrie", "/api/search?q="])
def test_what_is_short_is_sent_as_it_is(client, path):
    response = client.get(path, buffered=True, headers={"Accept-Encoding": "gzip"})
    assert len(response.data) < 1024
    assert "Content-Encoding" not in response.headers


def test_what_is_known_is_not_sent_again_in_any_encoding(client):
    first = client.get(LONG, headers={"Accept-Encoding": "gzip"})
    for encoding in ("gzip", "zstd", "identity"):
        asked = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": encoding}
        again = client.get(LONG, headers=asked)
        assert (again.status_code, again.data) == (304, b"")
        assert "Accept-Encoding" in again.vary


def test_a_tag_of_other_bytes_is_weak(client):
    packed = client.get(
        "/static/styles/base.css", buffered=True, headers={"Accept-Encoding": "gzip"}
    )
    assert packed.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_part_of_a_file_is_a_part_of_its_bytes_as_they_are(client, encoding):
    path = "/static/styles/base.css"
    asked = {"Range": "bytes=3-12", "If-Range": client.get(path).headers["ETag"]}
    part = client.get(path, headers=asked)
    assert (part.status_code, part.data) == (206, client.get(path).data[3:13])
    packed = client.get(path, headers=asked | {"Accept-Encoding": encoding})
    assert unpacked(packed) == client.get(path).data


def test_a_stream_is_compressed_as_it_comes(client_of):
    app = client_of({"a.txt": "Le chat dort."}).application
    app.add_url_rule(
        "/stream", view_func=lambda: Response(iter(["Un chat.\n"] * 999), mimetype="text/csv")
    )
    response = app.test_client().get("/stream", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Content-Length" not in response.headers
    assert gzip.decompress(response.data) == b"Un chat.\n" * 999


def test_a_head_tells_the_same_as_a_get(client):
    asked = {"Accept-Encoding": "gzip"}
    head = client.head("/static/styles/base.css", headers=asked)
    assert (
        head.headers["Content-Length"]
        == client.get("/static/styles/base.css", buffered=True, headers=asked).headers[
            "Content-Length"
        ]
    )
    assert head.data == b""


def test_without_a_library_for_zstandard_there_is_gzip(monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    assert list(compression._encodings(3, 5)) == ["gzip"]
    packed = compression._encodings(3, 5)["gzip"]()
    assert zlib.decompress(packed.compress(b"chat") + packed.flush(), wbits=31) == b"chat"
