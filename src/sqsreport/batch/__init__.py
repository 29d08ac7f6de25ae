"""Work on many inputs: find them, split large ones, use all processors, keep their order, and show the progress.

`sources` finds inputs, `splitting` splits them into chunks, `tasks` partitions them for `pool`,
and `running` puts the results in order. `validation` and `reports` are what most commands do with them.
"""
