"""What the fork server loads first, so that it ends with the build, whatever it loads then.

By itself it sees that nobody is there any more only when it has loaded all, which takes long on
a busy machine. It ends with the thread that started it (prctl(2)): the next worker has another.
"""

import os
import sys

from ...parent_death import end_with_parent

if sys.platform == "linux":  # elsewhere by a thread, and what forks has none
    end_with_parent(os.getppid())
