"""Git without git: commits and old revisions are read from a repository's own files.

No program is run, neither git nor any that a repository's configuration names: configuration,
hooks, filters and attributes are never read, nor is the environment of git asked.
"""

from ntmreport.git.work_tree import WorkTree, commit_of, work_tree_of

__all__ = ["WorkTree", "commit_of", "work_tree_of"]
