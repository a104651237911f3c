"""Pages of tasks; thin: they ask `queries`, call `actions` and choose a template."""
