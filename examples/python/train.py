"""Softmax regression on the digits, with and without momentum: what it takes to record a study from Python.

    python train.py                       trains both methods with three seeds each, into the study in this folder
    python train.py --seeds 10            more seeds: what the audit asks for next
    gainsay audit                         what a hostile reviewer would say
    python train.py --method softmax --seed 7 --epochs 5

Needs numpy besides gainsay.
"""
import argparse
from pathlib import Path

import numpy as np

import gainsay

HERE = Path(__file__).resolve().parent
METHODS = {"softmax": 0.0, "softmax-momentum": 0.9}


def load_digits(path):
    """Pixels scaled to 0..1 (n x 64) and labels (n) of the digits."""
    with open(path) as file:
        file.readline()
        rows = [line.split(",") for line in file]
    pixels = np.array([row[:-1] for row in rows], dtype=float) / 16
    return pixels, np.array([int(row[-1]) for row in rows])


def split(n, seed):
    """Indices of the training and the test examples; the test set is the same for all seeds."""
    order = np.random.default_rng(0).permutation(n)
    train, test = order[: n * 4 // 5], order[n * 4 // 5:]
    return np.random.default_rng([1, seed]).permutation(train), test


def probabilities(pixels, weights):
    scores = pixels @ weights
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def train(pixels, labels, *, seed, epochs, learning_rate, momentum, batch_size, log):
    """Stochastic gradient descent on the cross-entropy; returns the weights (64 x 10). log: called with the loss of each batch."""
    random = np.random.default_rng([2, seed])
    weights = random.normal(scale=0.01, size=(pixels.shape[1], 10))
    velocity = np.zeros_like(weights)
    targets = np.eye(10)[labels]
    for _ in range(epochs):
        order = random.permutation(len(pixels))
        for start in range(0, len(order), batch_size):
            batch = order[start:start + batch_size]
            predicted = probabilities(pixels[batch], weights)
            log(-np.log(predicted[np.arange(len(batch)), labels[batch]]).mean())
            gradient = pixels[batch].T @ (predicted - targets[batch]) / len(batch)
            velocity = momentum * velocity - learning_rate * gradient
            weights = weights + velocity
    return weights


def record(method, seed, arguments):
    """One run: trains, logs every batch, scores every test example."""
    pixels, labels = load_digits(arguments.data)
    training, testing = split(len(labels), seed)
    settings = {"epochs": arguments.epochs, "learning_rate": arguments.learning_rate, "momentum": METHODS[method],
                "batch_size": 64}
    with gainsay.run(method=method, dataset="digits", seed=seed, params=settings, tags={"selected_by": "last"},
                     study=arguments.study) as run:
        loss = run.curve("loss")
        weights = train(pixels[training], labels[training], seed=seed, log=loss.log, **settings)
        correct = probabilities(pixels[testing], weights).argmax(axis=1) == labels[testing]
        run.items("accuracy", [f"digit-{index}" for index in testing], correct)
        run.result(accuracy=correct.mean())
    return run.id, correct.mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--method", choices=METHODS, help="only this one")
    parser.add_argument("--seed", type=int, help="only this one")
    parser.add_argument("--seeds", type=int, default=3, help="seeds 0 to N - 1")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "fixtures" / "datasets" / "digits.csv")
    parser.add_argument("--study", type=Path, default=HERE)
    arguments = parser.parse_args()
    for method in [arguments.method] if arguments.method else METHODS:
        for seed in range(arguments.seeds) if arguments.seed is None else [arguments.seed]:
            run, accuracy = record(method, seed, arguments)
            print(f"{run}  {method:18} seed {seed}  accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
