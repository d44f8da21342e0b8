"""The Bayesian sign and signed-rank tests by baycomp 1.0.3. Run: python tests/oracles/bayesian_baycomp.py"""
import baycomp
import numpy as np

D = np.array([0.5, 1.9, -0.4, 2.2, 0.1, 0.9, -1.2, 3.1, 0.05, 1.4, -0.02, 0.7])
zero = np.zeros(len(D))
for rope in (0.13, 0.55):
    # baycomp takes y - x, so that its right is the second argument's.
    p = baycomp.SignTest.probs(zero, D, rope, prior=1, nsamples=400_000, random_state=1)
    print(f"sign, rope {rope}:", *(f"{x:.4f}" for x in p))
    p = baycomp.SignedRankTest.probs(zero, D, rope, prior=0.5, nsamples=200_000, random_state=1)
    print(f"signed rank, rope {rope}:", *(f"{x:.4f}" for x in p))
