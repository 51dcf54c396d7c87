"""Bring the settings along when the course is installed in place (`pip install -e .`).

For an installation in place, setuptools copies data files only if a distribution has
data by this name, and calls it by another.
"""

from setuptools import Distribution, setup

Distribution.has_data = Distribution.has_data_files
setup()
