"""Training with the real Keras, on whichever backend is installed."""
import importlib.util
import os

import numpy as np
import pytest

BACKEND = next((name for name in ("jax", "torch", "tensorflow") if importlib.util.find_spec(name)), None)
if importlib.util.find_spec("keras") is None or BACKEND is None:
    pytest.skip("keras with jax, torch or tensorflow is not installed: slow/test_real_libraries.py installs it", allow_module_level=True)
os.environ.setdefault("KERAS_BACKEND", BACKEND)
import keras  # noqa: E402

from gainsay.adapters.keras import GainsayCallback  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
_stream = np.random.Generator(np.random.PCG64(7))
X = _stream.normal(size=(64, 4)).astype("float32")
Y = (X[:, 0] > 0).astype("int32")


@pytest.fixture
def model():
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.compile(keras.optimizers.SGD(0.25, momentum=0.5), keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    return model


def test_the_curves_are_the_history_that_keras_keeps(study, model):
    with study.run() as run:
        history = model.fit(X, Y, batch_size=16, validation_split=0.25, epochs=3, verbose=0, callbacks=[GainsayCallback(run)])
    recorded = study.only_run()
    for metric, values in history.history.items():
        assert recorded["curves"][metric]["value"] == values
        assert recorded["curves"][metric]["step"] == [0, 1, 2]
    assert recorded["curves"]["learning_rate"]["value"] == [0.25] * 3
    assert recorded["params"].items() >= {"epochs": 3, "steps_per_epoch": 3, "optimizer.name": "SGD", "optimizer.momentum": 0.5,
                                          "optimizer.learning_rate": 0.25}.items()
    assert "results" not in recorded


def test_what_evaluate_measures_is_a_result(study, model):
    with study.run() as run:
        callback = GainsayCallback(run)
        model.fit(X, Y, validation_split=0.25, verbose=0, callbacks=[callback])
        measured = model.evaluate(X, Y, verbose=0, return_dict=True, callbacks=[callback])
    results = study.only_run()["results"]
    assert results == pytest.approx({name: float(value) for name, value in measured.items()}, rel=0)


def test_batches_are_logged_where_that_is_asked_for(study, model):
    with study.run() as run:
        model.fit(X, Y, batch_size=16, epochs=2, verbose=0, callbacks=[GainsayCallback(run, batches=True)])
    curve = study.only_run()["curves"]["batch_loss"]
    assert curve["step"] == list(range(8))
    assert len(set(curve["value"])) > 1


def test_a_loss_that_diverges_is_nan(study, model):
    with study.run() as run:
        model.fit(X * np.float32("nan"), Y, epochs=1, verbose=0, callbacks=[GainsayCallback(run)])
    assert study.only_run()["curves"]["loss"]["value"] == ["nan"]


def test_a_learning_rate_that_follows_a_schedule_is_kept(study, model):
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.5, 4, 0.5)), "mse")
    with study.run() as run:
        model.fit(X, np.stack([Y, Y], 1).astype("float32"), batch_size=16, epochs=2, verbose=0, callbacks=[GainsayCallback(run)])
    recorded = study.only_run()
    assert len(recorded["curves"]["loss"]["value"]) == 2
    assert recorded["curves"]["learning_rate"]["value"] == pytest.approx([0.25, 0.125])
