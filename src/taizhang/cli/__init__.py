"""The command line. Its modules import the reader only when a command needs it, so that ``--help`` is quick."""
