"""The interface for programs: under ``/api/v1``, with the permissions of the pages."""
