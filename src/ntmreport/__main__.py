"""The program's beginning, of the command `ntmreport` and of `python -m ntmreport` alike.

It is short, so that Ctrl-C finds Python's own way of ending, with a traceback, as rarely as can be.
"""

import sys

try:
    import signal

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the command line has its own handler
    from ntmreport.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main()
