"""All commands, put together: each module adds its own to the group."""

from . import building, generations, keeping, searching
from .group import commands

__all__ = ["building", "commands", "generations", "keeping", "searching"]
