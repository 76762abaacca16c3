"""What is told of builds and deaths: a line for people, or one for programs where the setting `log`
asks for those.
"""

from collections.abc import Callable

from ..errors import AlineaError
from ..indexing.report import Report
from ..serving.log import Log
from ..serving.status import status_name
from ..settings import Settings
from ..wording.messages import translate


def log_build(settings: Settings, how: str, report: Report) -> None:
    """how: rebuild, update or watch"""
    Log(settings.log).event(
        "build",
        how=how,
        generation=report.generation,
        seconds=round(report.seconds, 3),
        documents=report.documents,
        paragraphs=report.paragraphs,
        added=report.added,
        changed=report.changed,
        removed=report.removed,
        skipped=len(report.skipped),
    )


def builds(settings: Settings) -> Callable[[Report], None]:
    """What tells of the builds of `watch`."""
    if settings.log:
        return lambda report: log_build(settings, "watch", report)
    from ..terminal.builds import print_update

    return print_update


def failures(settings: Settings) -> Callable[[AlineaError], None]:
    """What tells of what keeps `watch` from building."""
    from ..terminal.console import print_error

    log = Log(settings.log)
    if log.events:
        return lambda error: log.event("build-failed", kind=type(error).__name__, reason=str(error))
    return print_error


def deaths(settings: Settings) -> Callable[[str, int], None]:
    """What tells that a process of the server has died, by its name and exit status."""
    from ..terminal.console import print_error

    log = Log(settings.log)

    def tell(name: str, status: int) -> None:
        if log.events:
            log.event("death", process=name, status=status_name(status))
            return
        said = translate("A process of the server has died ({name}, {status}); another is started.")
        print_error(said.format(name=name, status=status_name(status)))

    return tell
