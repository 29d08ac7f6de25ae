"""Fuzzing: every reader is run on mutated inputs, and must keep its promises.

`targets` has the functions that are fuzzed, with the promises of each. ``python -m fuzz``, in the folder of the tests,
runs them with atheris, which follows the code that an input reaches; the tests run a few inputs of each with
Hypothesis.
`swelling` looks for inputs that take more time than their length explains.
"""
