"""The journal (台账日志): the append-only record of every act, chained by hash per subject."""
