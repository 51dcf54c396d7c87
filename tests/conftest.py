"""What every test needs: one BLAS thread, and a stop signal that is heard.

Both hold for the kernels started here, too. Shells that run jobs in the background let
them ignore the signal of Ctrl+C; tests that send it would wait for nothing.
"""

import os
import signal

for variable in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"

signal.signal(signal.SIGINT, signal.default_int_handler)
