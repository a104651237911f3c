"""Who: units, posts, people, their trees over time, roles, and who may see or do what."""
