"""A small neural network library in NumPy, written to be read in one hour.

Nothing is re-exported here: `from nnlib.losses import squared_error` says where a
thing lives. Start with `functions`, then `layers`, `network`, `losses`, `training`.
"""
