"""What the API answers for, one module a resource."""
