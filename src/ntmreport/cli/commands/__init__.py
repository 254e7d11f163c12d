"""The commands and their options: each module adds those of one kind, in the user's language."""
