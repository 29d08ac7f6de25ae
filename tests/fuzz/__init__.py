"""Fuzzing: every reader is given inputs that were bent in ways nobody thought of, and has to keep its promises.

`targets` has what is run and what each promises, `engine` a loop of our own that any Python
can run, and `guided` hands the same targets to atheris, which follows what code an input
reaches. ``python -m fuzz``, from the folder of the tests, runs either for as long as it is told.
`swelling` looks for inputs that take longer than they are long.
"""
