"""Whether nnlib's digits are those that scikit-learn hands out, number for number.

    python benchmarks/make_digits.py           compares, and prints how many there are
    python benchmarks/make_digits.py --store   first writes nnlib/digits.csv.gz anew

The data: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI
Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0. It is the
test part of that data set: 1,797 digits by 13 people. scikit-learn carries a copy, so
that nothing needs to be fetched; any version of it will do.
"""

import gzip
import sys

import numpy as np
import pandas as pd

from nnlib.data import DIGITS_FILE, PIXELS, load_digits


def original() -> pd.DataFrame | None:
    """The digits as scikit-learn has them, in our columns; None without it."""
    try:
        from sklearn.datasets import load_digits as load_original
    except ImportError:
        return None
    copy = load_original()
    numbers = np.column_stack([copy.target, copy.data]).astype(int)
    return pd.DataFrame(numbers, columns=["digit", *PIXELS])


def store(digits: pd.DataFrame) -> None:
    """Write the file, with the same bytes each time."""
    text = digits.to_csv(index=False, lineterminator="\n").encode()
    with open(DIGITS_FILE, "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(text)


def main() -> None:
    """Store if asked to, then compare and count."""
    wanted = original()
    if wanted is None:
        print("scikit-learn is not installed here, so there is nothing to compare with")
        return
    if "--store" in sys.argv[1:]:
        store(wanted)
    digits = load_digits()
    print(digits["digit"].value_counts().sort_index().to_frame().T.to_string())
    kilobytes = DIGITS_FILE.stat().st_size / 1000
    print(f"{len(digits):,} digits in {kilobytes:.0f} kB")
    print("the same as scikit-learn's:", "yes" if digits.equals(wanted) else "no")


if __name__ == "__main__":
    main()
