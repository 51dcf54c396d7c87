"""Where nnlib meets PyTorch, Keras and Dask; nothing else of nnlib needs this."""
