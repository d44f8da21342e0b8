"""Reference numbers of the Bayesian sign and signed-rank tests. Run: python tests/oracles/bayesian.py (NumPy, mpmath 1.4.1).

The sign test by the beta-function sums of whole-number Dirichlet parameters, or by mpmath's quadrature; the signed-rank
test by all pairs, a draw at a time."""
import mpmath as mp
import numpy as np

mp.mp.dps = 30
D = np.array([0.5, 1.9, -0.4, 2.2, 0.1, 0.9, -1.2, 3.1, 0.05, 1.4, -0.02, 0.7])


def largest(shapes):
    """P(the first of three gamma variates is the largest)."""
    a, b, c = map(mp.mpf, shapes)
    below = lambda shape, x: mp.gammainc(shape, 0, x, regularized=True) if shape else mp.mpf(1)
    density = lambda x: x ** (a - 1) * mp.exp(-x) / mp.gamma(a)
    return mp.quad(lambda x: density(x) * below(b, x) * below(c, x), [0, 0.01, 0.3, a / 2 + 1, a + 1, 2 * a + 20, 200])


def sign(rope, strength, location):
    region = lambda d: 0 if d < -rope else 2 if d > rope else 1
    shapes = [0, 0, 0]
    for d in D:
        shapes[region(d)] += 1
    shapes[region(location)] += strength
    rotations = [[shapes[i], shapes[i - 1], shapes[i - 2]] for i in range(3)]
    print(f"sign, rope {rope}, prior {strength} at {location}:", *(mp.nstr(largest(r) if r[0] else mp.mpf(0), 14) for r in rotations))


sign(0.1, 1, 0)
sign(0.5, 0.5, 0)
sign(1, 2.5, 3)
sign(0, 0, 0)


def signed_rank(rope, strength, location, draws=400_000):
    z = np.append(D, location)
    weights = np.random.default_rng(1).dirichlet(np.append(np.ones(len(D)), strength or 1e-9), draws)
    means = (z[:, None] + z) / 2
    masses = []
    for inside in (means < -rope - 1e-12, np.abs(means) <= rope + 1e-12, means > rope + 1e-12):
        masses.append(np.einsum("ki,ij,kj->k", weights, inside.astype(float), weights, optimize=True))
    shares = np.bincount(np.argmax(masses, axis=0), minlength=3) / draws
    a = np.append(np.ones(len(D)), strength)
    moments = (np.outer(a, a) + np.diag(a)) / (a.sum() * (a.sum() + 1))
    exact = [np.sum(moments[m]) for m in (means < -rope - 1e-12, np.abs(means) <= rope + 1e-12, means > rope + 1e-12)]
    print(f"signed rank, rope {rope}, prior {strength} at {location}: shares", *(f"{s:.4f}" for s in shares), "masses", *(f"{m:.12g}" for m in exact))


signed_rank(0.1, 0.5, 0)
signed_rank(0.5, 0.5, 0)
signed_rank(0.6, 1.5, -3)
signed_rank(0, 0, 0)
