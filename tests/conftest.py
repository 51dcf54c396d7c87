"""What every test needs: one BLAS thread, here and in the kernels started here."""

import os

for variable in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"
