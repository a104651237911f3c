"""The outline (篇章结构): whose report it is, which years it is about, its parts, headings and sentences."""
