"""What other libraries know of a run, recorded: one module a library, which is imported only when its module is.

    from gainsay.adapters.sklearn import log_cv_results
    from gainsay.adapters.optuna import GainsayCallback

A value that is not a number is left out, with one warning that names it; NaN is a number. Runs that an adapter starts are
runs of their own even under `gainsay run`, and then children of the run that is open there.
"""
