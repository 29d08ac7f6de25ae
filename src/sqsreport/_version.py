"""The version of the package, as code, so that a copy without the metadata of a distribution has it too."""

__version__ = "0.1.0.dev0"
