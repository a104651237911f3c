"""The log: one JSON object a line."""

from __future__ import annotations

import json
import logging
import time


class JsonLines(logging.Formatter):
    """Time (UTC), level, logger and event of a record, with what was put under ``extra={"fields": …}``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its newline."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
