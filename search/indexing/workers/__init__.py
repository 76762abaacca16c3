"""Tasks done by worker processes, one a core; their outcomes in the order of the tasks.

A worker that dies, hangs or eats memory takes nothing with it but the one thing that it was
at, which is reported; its successor carries on with the following.

pool.py        the pool: who is given what, and the order
supervisor.py  one worker: started, watched, ended, replaced
channel.py     messages between the two processes, without waiting
fork_server.py the process that forks them; fork_server_start.py what that does first
worker.py      the process that does what it is sent
assignment.py  a task on its way: what is done of it, what is tried again, what is refused
task.py        what can be done, in parts of which each may fail alone
limits.py      what reading may take

**No thread, no lock, one wait.** Everything on this side of the processes happens in the
thread that asks for outcomes, while it asks. It waits in one place, `WorkerPool._turn`: a
selector over the sockets of the workers, for 50 ms at the most. Sockets never block: what
can't be written or read at once is written or read in another turn. So whatever ends the
consumer, an exception of its own or a signal that is raised in it, unwinds through one
`finally`, which kills the workers; nobody else is there to be told.

A worker has one thread too. It takes jobs from its socket one after the other, and sends
what comes of each part before it begins the next: the first that isn't answered is the one
that it was at when it died. It is sent the next job before it has done the last, so that
it needn't wait for the consumer.

Who ends whom: the pool kills its workers (SIGKILL, then a second at the most until they are
gone); a worker ends when its socket does, or, whatever it does, by a signal when the process
that it works for has gone; the fork server by a signal too (on Linux), and else, as the resource
tracker, when nobody holds the other end of its pipe. None of these hears
Ctrl-C or a closed terminal, which are for the process that they work for.
"""

from .limits import Limits, Refusal
from .pool import WorkerPool
from .task import RiskyError, Task

__all__ = ["Limits", "Refusal", "RiskyError", "Task", "WorkerPool"]
