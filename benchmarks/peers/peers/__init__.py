"""One file a tool, each with the same functions, run in the tool's own environment.

    start(folder, name) -> run          a run in the store in `folder`, recorded as a script would that knows the tool
    log(run, step, name, value)         one scalar
    log_many(run, step, values)         a dict of scalars of one step
    finish(run)                         ends the run
    settle(folder)                      what has to be done before what is finished can be read (often nothing)
    read_curve(folder, name, metric)    columns (steps, values) of one curve, as the tool's own reader gives them
    list_runs(folder)                   lists all runs with the last value of each metric; (runs, values) seen
    logged_points(folder)               how many points the store holds

load_reader() imports what reading needs where recording does not; it is not timed. A tool that cannot do one of these lacks the function; READS_ITSELF = False marks reading that is not the tool's own. An
optional log_curve(run, name, steps, values) is the tool's quickest way to record a whole curve (only used to make the curve
that is read).
"""
