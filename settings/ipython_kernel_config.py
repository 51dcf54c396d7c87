"""Give each kernel one BLAS thread, however it is started.

The networks here are small: with more threads, the cores of a busy machine wait for
each other, and a lesson takes several times as long. A number that is already set in
the environment stays. Kernels read this file before they run a cell, so NumPy, which
looks once when it is loaded, always sees it.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
