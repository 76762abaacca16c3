"""Who may ask, and how often: keys whose digests alone are kept, counts that processes share."""

import json
import time

import pytest
from flask.testing import FlaskClient

from search import Settings
from search.errors import SettingsError
from search.serving.keys import Keys, add_key, digest_of
from search.serving.status import VARIABLE
from web import create_app
from web.edge.counters import SharedCounters

ASKED = "/api/search?q=crue"


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys.txt"


@pytest.fixture
def key(keys) -> str:
    return add_key(keys, "paul")


@pytest.fixture
def client_with(library_index, keys):
    def make(**settings: object) -> FlaskClient:
        chosen = Settings(index=library_index, **({"keys": str(keys)} | settings))
        return create_app(chosen).test_client()

    return make


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_where_keys_are_asked_for_nothing_is_answered_without_one(client_with, key):
    client = client_with(access="keys")
    for path in ("/", ASKED, "/api/export?q=crue", "/documents", "/openapi.json", "/p/a", "/rien"):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert answer.headers["WWW-Authenticate"]
        assert "crue" not in answer.text.replace("q=crue", "")
    assert client.get(ASKED, headers=bearer(key)).status_code == 200


def test_a_key_comes_in_three_ways(client_with, key):
    client = client_with(access="keys")
    assert client.get(ASKED, headers={"X-API-Key": key}).status_code == 200
    assert client.get(ASKED, headers=bearer(key)).status_code == 200
    assert client.get("/", auth=("whoever", key)).status_code == 200
    assert "Basic" in client.get("/").headers["WWW-Authenticate"]


@pytest.mark.parametrize("wrong", ["x", "alinea_", "é", "a" * 5000])
def test_a_wrong_key_is_refused_even_where_everybody_may_ask(client_with, key, wrong):
    client = client_with()
    assert client.get(ASKED).status_code == 200
    assert client.get(ASKED, headers=bearer(wrong)).status_code == 401
    assert client.get(ASKED, headers=bearer(key[:-1])).status_code == 401
    assert client.get(ASKED, headers=bearer(digest_of(key))).status_code == 401


@pytest.mark.usefixtures("key")
def test_whether_it_is_well_and_how_it_looks_needs_no_key(client_with):
    client = client_with(access="keys")
    for path in ("/healthz", "/readyz", "/static/styles/base.css"):
        with client.get(path) as answer:
            assert answer.status_code == 200


def test_what_a_key_opened_is_kept_by_nobody_else(client_with, key):
    client = client_with(access="keys")
    answer = client.get(ASKED, headers=bearer(key))
    assert "private" in answer.headers["Cache-Control"]


def test_the_file_keeps_a_digest_that_only_its_owner_reads(keys, key):
    assert key not in keys.read_text("utf-8")
    assert digest_of(key) in keys.read_text("utf-8")
    assert keys.stat().st_mode & 0o077 == 0


def test_a_key_that_is_struck_out_opens_nothing_at_once(client_with, keys, key):
    client = client_with(access="keys")
    other = add_key(keys, "anne")
    assert client.get(ASKED, headers=bearer(other)).status_code == 200
    keys.write_text("# nobody\n", "utf-8")
    assert client.get(ASKED, headers=bearer(key)).status_code == 401


def test_a_file_that_is_gone_or_not_understood_opens_nothing(client_with, keys, key):
    client = client_with(access="keys")
    keys.write_text("paul sha256:short\n", "utf-8")
    assert client.get(ASKED, headers=bearer(key)).status_code == 401
    keys.unlink()
    assert client.get(ASKED, headers=bearer(key)).status_code == 401


@pytest.mark.parametrize("line", ["paul", "paul sha256:abc", f"pa ul sha256:{'0' * 64}"])
@pytest.mark.usefixtures("key")
def test_a_line_that_is_none_is_told_with_its_number(keys, line):
    keys.write_text(f"{keys.read_text('utf-8')}{line}\n", "utf-8")
    with pytest.raises(SettingsError, match="2"):
        Keys(keys)


@pytest.mark.usefixtures("key")
def test_a_file_that_others_can_write_is_refused(keys):
    keys.chmod(0o666)
    with pytest.raises(SettingsError, match="chmod"):
        Keys(keys)


@pytest.mark.parametrize("name", ["", "a b", "a\nb sha256:", "a" * 65])
def test_a_name_that_would_be_no_word_of_a_line_is_refused(keys, name):
    with pytest.raises(SettingsError):
        add_key(keys, name)
    assert not keys.exists()


# ---- how often


def statuses(client: FlaskClient, count: int, **given: object) -> list[int]:
    return [client.get(ASKED, **given).status_code for _ in range(count)]


def test_beyond_the_limit_whoever_asks_is_told_when_to_come_again(client_with):
    client = client_with(keys="", requests_per_minute=3)
    assert statuses(client, 4) == [200, 200, 200, 429]
    refused = client.get(ASKED)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert json.loads(refused.data)["type"] == "urn:alinea:problem:too-many-requests"
    assert refused.headers["Cache-Control"] == "no-store"


def test_each_answer_says_what_is_left(client_with):
    client = client_with(keys="", requests_per_minute=3)
    answer = client.get(ASKED)
    assert answer.headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answer.headers["RateLimit"].startswith('"minute";r=2;t=')


def test_addresses_are_counted_each_by_itself_and_networks_of_ipv6_together(client_with):
    client = client_with(keys="", requests_per_minute=1)

    def ask(address: str) -> int:
        return client.get(ASKED, environ_base={"REMOTE_ADDR": address}).status_code

    assert ask("203.0.113.1") == ask("203.0.113.2") == ask("2001:db8::1") == 200
    assert ask("203.0.113.1") == ask("2001:db8::2") == 429


def test_a_key_has_a_limit_of_its_own(client_with, keys, key):
    limited = add_key(keys, "anne", 2)
    client = client_with(requests_per_minute=1)
    assert statuses(client, 2) == [200, 429]
    assert statuses(client, 3, headers=bearer(limited)) == [200, 200, 429]
    assert statuses(client, 2, headers=bearer(key)) == [200, 429]


@pytest.mark.usefixtures("key")
def test_guessing_keys_is_counted(client_with):
    client = client_with(access="keys", requests_per_minute=2)
    assert statuses(client, 3, headers=bearer("x")) == [401, 401, 429]


def test_whether_it_is_well_is_never_refused(client_with):
    client = client_with(keys="", requests_per_minute=1)
    assert [client.get("/healthz").status_code for _ in range(5)] == [200] * 5


def test_where_there_is_no_room_for_what_all_count_each_process_counts(client_with, monkeypatch):
    monkeypatch.setenv(VARIABLE, "/nowhere")
    assert statuses(client_with(keys="", requests_per_minute=2), 3) == [200, 200, 429]


def test_two_processes_count_together(client_with, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    first, second = (client_with(keys="", requests_per_minute=3) for _ in range(2))
    assert statuses(first, 2) == [200, 200]
    assert statuses(second, 2) == [200, 429]


def test_nobody_is_kept_out_for_as_long_as_a_clock_is_set_back(tmp_path, monkeypatch):
    counters = SharedCounters(tmp_path / "counts")
    assert [counters.incr("a", 60), counters.incr("a", 60)] == [1, 2]
    earlier = time.time() - 3600
    monkeypatch.setattr(time, "time", lambda: earlier)
    assert [counters.incr("a", 60), counters.incr("a", 60)] == [1, 2]
    assert counters.get_expiry("a") == earlier + 60


def test_a_count_ends_with_its_window_and_leaves_nothing_behind(tmp_path, monkeypatch):
    counters = SharedCounters(tmp_path / "counts")
    assert [counters.incr("a", 60), counters.incr("a", 60), counters.incr("b", 60)] == [1, 2, 1]
    assert counters.get("a") == 2
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert counters.get("a") == 0
    assert counters.incr("a", 60) == 1
    for _ in range(1000):
        counters.incr("c", 60)
    counted = counters._connection.execute("SELECT count(*) FROM counts").fetchone()
    assert counted == (2,)  # b is swept away
    counters.close()
