"""All commands, put together: each module adds its own to the group."""

from . import building, documents, generations, keeping, searching
from .group import commands

__all__ = ["building", "commands", "documents", "generations", "keeping", "searching"]
