"""Small helpers without domain, used by every face and mechanism."""
