"""The version of the package, which code has that is copied without its metadata."""

__version__ = "0.1.0.dev0"
