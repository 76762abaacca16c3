"""What is wrong with an index."""

from typing import ClassVar

from ..wording.messages import mark
from .base import AlineaError


class IndexUnusableError(AlineaError):
    """There is no index that can be searched; `command`, if there is one, mends it.

    for_strangers: what everybody may know of it, who is told no path
    """

    for_strangers: ClassVar[str] = mark("The index can't be used.")


class IndexMissingError(IndexUnusableError):
    message = mark("There is no index in {path}. To build it: {command}")
    for_strangers = mark("There is no index yet.")


class IndexIncompatibleError(IndexUnusableError):
    message = mark("The index in {path} can't be used: {reason}. To rebuild it: {command}")
    for_strangers = mark("The index was made by another version.")


class IndexDamagedError(IndexUnusableError):
    message = mark("The index in {path} is damaged: {reason}. To rebuild it: {command}")
    for_strangers = mark("The index is damaged.")


class IndexUnreadableError(IndexUnusableError):
    message = mark(
        "The index in {path} can't be read here: there is no folder for temporary files. TMPDIR "
        "says where one is."
    )


class GenerationNotFoundError(AlineaError):
    message = mark("There is no generation {name} in {path}. There are: {names}.")


class NothingBeforeError(AlineaError):
    message = mark("There is no generation in {path} to go back to.")


class ClusterRefusedError(IndexUnusableError):
    message = mark(
        "The search cluster ({hosts}) refuses what it is asked: {reason}. See the settings that"
        " begin with opensearch_."
    )
    for_strangers = mark("The search is refused an answer by its own cluster.")


class IndexUnwritableError(AlineaError):
    message = mark("The index in {path} can't be written: {reason}")


class IndexLockedError(AlineaError):
    message = mark("The index in {path} is being written by {holder}. Wait until it has finished.")


class IndexReplacedError(IndexLockedError):
    message = mark(
        "Another machine has replaced the index at {path} meanwhile. Nothing was changed there; run"
        " the command again."
    )
