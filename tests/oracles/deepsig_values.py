"""Where deep-significance answers as gainsay.compat.deepsig does, and where it does not. Run: python tests/oracles/deepsig_values.py
(deepsig 1.2.8)."""
import deepsig
import numpy as np
from deepsig.aso import compute_violation_ratio

a = np.array([0.9, 0.7, 0.8, 1.0, 0.6])
b = np.array([0.62, 0.75, 0.65, 0.66, 1.2])

# The violation ratio on finer and finer grids of dt: it tends to the exact integral over the steps.
for dt in (0.005, 0.0005, 0.00005):
    print(f"violation ratio, dt {dt}: {compute_violation_ratio(a, b, dt=dt):.12g}")
print("holm, their order:", *(f"{p:.15g}" for p in deepsig.bonferroni_correction(np.array([0.04, 0.001, 0.03, 0.02]))))
print(f"uncertainty reduction 5 5 to 20 20: {deepsig.aso_uncertainty_reduction(5, 5, 20, 20):.15g}")
lines = {m: 0.95 + (1 - 0.95) / m for m in (2, 10)}
print("level by their rule for 2 and 10 comparisons:", *(f"{level:.15g}" for level in lines.values()))
