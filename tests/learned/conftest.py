"""What several tests of learned readers share."""

import socket

import pytest


@pytest.fixture
def no_network(monkeypatch):
    """Let nothing ask the network."""

    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
