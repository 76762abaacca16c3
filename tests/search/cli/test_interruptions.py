"""Builds interrupted and out of room at random moments: a small part of the campaign."""

import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).parents[2] / "bench" / "interruptions.py"


@pytest.mark.slow
def test_whoever_is_interrupted_or_has_no_room_ends_and_leaves_the_old_index_and_no_draft():
    """Both engines; no file system is mounted, and any machine is given the time that it needs."""
    campaign = ["--signals", "20", "--disks", "4", "--limit", "--gone", "30", "--documents", "30"]
    done = subprocess.run(
        [sys.executable, CAMPAIGN, *campaign, "--seed", "7"],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.stdout.endswith("24 of 24 done, 0 faulty\n"), done.stdout + done.stderr
    assert done.returncode == 0
