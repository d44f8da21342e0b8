"""Arrays as the statistics read them, made of what is neither an array of float64 nor a plain list of numbers."""
import numpy


def _numbers(what, values, dimensions, kinds, wanted):
    if isinstance(values, numpy.ma.MaskedArray) and values.mask.any():
        raise TypeError(f"{what}: masked entries are missing; give what there is (compressed())")
    made = numpy.asarray(values)
    if made.ndim != dimensions:
        shape = "one dimension" if dimensions == 1 else "rows of the same length"
        raise ValueError(f"{what}: of shape {made.shape}; it takes an array of {shape}")
    if made.size and made.dtype.kind not in kinds:
        raise TypeError(f"{what}: an array of {made.dtype}, not of {wanted}; None and text are no numbers")
    return made


def floats(what, values, dimensions):
    """A contiguous array of float64 with so many dimensions. TypeError for what is not of numbers, ValueError for other shapes."""
    return numpy.ascontiguousarray(_numbers(what, values, dimensions, "fiub", "numbers"), dtype=numpy.float64)


def integers(what, values):
    """A contiguous array of int64; of texts and other labels, their position among the different ones."""
    made = numpy.asarray(values)
    if made.ndim == 1 and made.dtype.kind in "USO":
        made = numpy.unique(made.astype(str), return_inverse=True)[1]
    return numpy.ascontiguousarray(_numbers(what, made, 1, "iub", "integers or labels"), dtype=numpy.int64)


empty = numpy.empty
