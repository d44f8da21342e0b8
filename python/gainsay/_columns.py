"""Arrays of points as the recorder reads them: contiguous int64 steps, float64 values and times."""
import sys
from array import array


def columns(metric, steps, values, times):
    """(steps, values, times or None), objects with a buffer of one dimension. Copies only what is not of that kind.

    Raises TypeError for what is no array of numbers, ValueError for more than one dimension, for integers that no
    float64 equals, and where the lengths differ.
    """
    made = _floats(f"the values of {metric!r}", values)
    given = None if times is None else _floats("the times", times)
    numbered = _integers(range(len(made)) if steps is None else steps)
    if len(numbered) != len(made) or (given is not None and len(given) != len(made)):
        counted = "" if given is None else f", {len(given)} times"
        raise ValueError(f"{metric!r}: {len(numbered)} steps, {len(made)} values{counted}")
    return numbered, made, given


def _is_plain(values):
    return isinstance(values, (list, tuple, range)) and (
        "numpy" not in sys.modules or isinstance(values, range) or all(type(v) in (int, float) for v in values))


def _numpy_array(what, values, kinds, wanted):
    try:
        import numpy
    except ImportError:
        raise TypeError(f"{what}: {values!r:.80} is neither a list of numbers nor an array (numpy is not installed)") from None
    if isinstance(values, numpy.ma.MaskedArray) and values.mask.any():
        raise TypeError(f"{what}: masked entries are missing, and a point cannot be; log what there is (compressed())")
    made = numpy.asarray(values)
    if made.ndim != 1:
        raise ValueError(f"{what}: an array of shape {made.shape}; points are logged from arrays of one dimension")
    if made.size and made.dtype.kind not in kinds:
        raise TypeError(f"{what}: an array of {made.dtype}, not of {wanted}; None and text are no numbers, float('nan') is")
    return made


def _floats(what, values):
    if _is_plain(values):
        for value in values:
            if isinstance(value, int) and int(float(value)) != value:
                raise ValueError(f"{what}: no float64 is equal to {value}; log float(x) to round it")
        return array("d", values)
    import numpy
    made = _numpy_array(what, values, "fiub", "numbers")
    floats = numpy.ascontiguousarray(made, dtype=numpy.float64)
    if made.dtype.kind in "iu" and made.itemsize == 8 and made.size and float(abs(floats).max()) >= 2.0**53:
        if any(int(value) != int(number) for value, number in zip(made, floats)):
            raise ValueError(f"{what}: no float64 is equal to some of these integers; convert them to float to round them")
    return floats


def _integers(steps):
    if _is_plain(steps):
        return array("q", steps)
    import numpy
    made = _numpy_array("the steps", steps, "iu", "integers")
    if made.dtype.kind == "u" and made.size and int(made.max()) >= 2**63:
        raise OverflowError("the steps: integers of 64 bits with a sign")
    return numpy.ascontiguousarray(made, dtype=numpy.int64)
