"""Pictures: every function here paints arrays, and none of them computes."""
