"""The server: settings, addresses, how it starts. The pages themselves are in `desk` and in the mechanisms."""
