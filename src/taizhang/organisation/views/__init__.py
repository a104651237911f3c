"""The pages: thin; they ask queries, call actions, and say what happened."""
