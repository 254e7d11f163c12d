"""Generated inputs: whatever stands in a file, the program neither fails, hangs nor loses text."""
