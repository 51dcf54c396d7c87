"""Runs a test the way a kernel runs a cell: inside a loop that is already running."""

import asyncio
import time


def in_notebook(steps):
    """Run an async test to its end."""
    return asyncio.run(steps())


async def until(condition, seconds=30.0):
    """Let the loop go on until the condition holds; fail if it never does."""
    end = time.perf_counter() + seconds
    while not condition() and time.perf_counter() < end:
        await asyncio.sleep(0.005)
    assert condition()
