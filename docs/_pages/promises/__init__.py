"""The page of promises, and the tests and figures on it."""
