"""The language server: what `validate`, `explain` and the schemas know, while one types.

`session` keeps the open files and the periods that they belong to, `server` speaks the protocol;
each feature is a module that reads a period's state and answers.
"""

from __future__ import annotations
