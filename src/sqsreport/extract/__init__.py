"""Facts from the English prose of letters: dates, people, services, figures.

The reader of letters and the rules of validation share these functions. Each looks at one text,
and returns a value only where the text states it.
"""
