"""Short Quality Screening (SQS) reports as typed, validated data."""

from sqsreport.codec import dump, dumps, load, loads, validate

__version__ = "0.1.0.dev0"
