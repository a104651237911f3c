"""Projects and systems (项目、机制) by name, each with the sentence that first names it."""
