"""Tests of this folder have machines that share an index."""

from cluster.machines import library, machines

__all__ = ["library", "machines"]
