"""The figures of a class as one table."""

import os
import time

import numpy as np

ACTIVE = {
    "standing: slider's answer, median, s": ("standing", np.median),
    "standing: slider's answer, slowest, s": ("standing", max),
    "playing: slider's answer, median, s": ("playing", np.median),
    "playing: slider's answer, slowest, s": ("playing", max),
    "playing: frames a second, median": ("frames", np.median),
    "playing: frames a second, fewest": ("frames", min),
    "Pause: until it stands, slowest, s": ("pause", max),
}
WORK = {
    "open": "opened, kernel answers, s",
    "run_all": "all cells run, s",
    "reset": "Reset, first state again, s",
    "save": "saved and read back, s",
    "close": "closed, s",
}


def print_table(classroom, load_before):
    """Print what was measured, with the machine's load before and after."""
    n_students, loads = len(classroom.students), (load_before, os.getloadavg()[0])
    print(f"{n_students} students, one server, {os.cpu_count()} processors.", end=" ")
    print("None failed, none was lost.")
    print("Load of the machine before and after: {:.1f}, {:.1f}".format(*loads))
    _print_line("\nall students at once", "median", "last")
    for work, label in WORK.items():
        took = classroom.took[work]
        _print_line(label, np.median(took), max(took))
    _print_line("\nstudents active at once", *classroom.drives)
    for label, (name, figure) in ACTIVE.items():
        drives = classroom.drives.values()
        _print_line(label, *(figure(drive[name]) for drive in drives))
    _print_use(classroom)


def _print_use(classroom):
    server, kernels = classroom.after_driving
    _print_line("\nmemory, MB", "RSS", "PSS")
    each = [(one.rss, one.pss) for one in kernels]
    _print_line("a kernel, median", *np.median(each, axis=0))
    _print_line("a kernel, largest", *np.max(each, axis=0))
    _print_line("the server", server.rss, server.pss)
    whole = np.sum([*each, (server.rss, server.pss)], axis=0) / len(each)
    _print_line("all together, per student", *whole)
    _print_line("\nprocessor, s", "run all", "all in all")
    stages = (classroom.after_run_all, classroom.after_driving)
    seconds = [[one.seconds for one in kernels] for _, kernels in stages]
    _print_line("a kernel, median", *map(np.median, seconds))
    _print_line("the server", *(server.seconds for server, _ in stages))
    _print_line("the imitated browsers", "", time.process_time())


def _print_line(label, *figures):
    blank, label = ("\n", label[1:]) if label.startswith("\n") else ("", label)
    texts = (f"{one:.2f}" if isinstance(one, float) else str(one) for one in figures)
    print(f"{blank}{label:40}" + "".join(f"{text:>11}" for text in texts))
