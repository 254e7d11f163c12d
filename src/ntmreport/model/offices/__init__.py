"""One module for each office's file of a year, named as the file."""
