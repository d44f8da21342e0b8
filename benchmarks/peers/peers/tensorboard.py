"""TensorBoard: written with tensorboardX, read with TensorBoard's EventAccumulator."""
import os

from tensorboardX import SummaryWriter


def start(folder, name):
    return SummaryWriter(os.path.join(folder, name), filename_suffix=f".{os.getpid()}")


def log(run, step, name, value):
    run.add_scalar(name, value, step)


def log_many(run, step, values):
    for name, value in values.items():
        run.add_scalar(name, value, step)


def finish(run):
    run.close()


def settle(folder):
    pass


def load_reader():
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    return EventAccumulator


def _opened(path):
    events = load_reader()(path, size_guidance={"scalars": 0})
    events.Reload()
    return events


def read_curve(folder, name, metric):
    points = _opened(os.path.join(folder, name)).Scalars(metric)
    return [point.step for point in points], [point.value for point in points]


def _all_runs(folder):
    """A folder may hold several event files, of which the accumulator reads one after the other."""
    for name in sorted(os.listdir(folder)):
        yield _opened(os.path.join(folder, name))


def list_runs(folder):
    runs = values = 0
    for run in _all_runs(folder):
        runs += 1
        values += sum(run.Scalars(tag)[-1] is not None for tag in run.Tags()["scalars"])
    return runs, values


def logged_points(folder):
    return sum(len(run.Scalars(tag)) for run in _all_runs(folder) for tag in run.Tags()["scalars"])
