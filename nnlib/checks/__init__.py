"""Feedback on exercises: one module per lesson, all on `base`."""
