"""What is known of an address before anything is served there."""

import socket

import pytest

from search.errors import ServerError
from search.serving.listeners import free_address


def test_a_free_port_has_an_address():
    assert free_address("localhost", 0) == "127.0.0.1"


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1", "a" * 70])
def test_a_host_that_nothing_can_be_served_at_is_told(host):
    with pytest.raises(ServerError, match="port 0"):
        free_address(host, 0)


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=str(port)):
            free_address("127.0.0.1", port)
