"""What was recorded is read back through Arrow and numpy, without copying, by the libraries that people use."""
import concurrent.futures
import datetime
import gc
import math
import weakref

import duckdb
import numpy as np
import pandas
import polars
import pyarrow as pa
import pytest

import gainsay


@pytest.fixture
def recorded(study):
    """Two runs: one with everything, one with hardly anything."""
    with study.run(method="bn", dataset="digits", seed=3, role="variant", params={"lr": 0.1, "n": 3, "on": True, "opt": "adam"},
                   tags={"note": "ä"}) as full:
        full.curve("loss").log([0, 1, 2], [1.0, math.nan, 0.5])
        full.log(0, accuracy=0.5)
        full.result(accuracy=0.9, loss=math.nan)
        full.items("accuracy", ["a", "b"], [1, 0], clusters=["x", ""])
    with study.run(method="sgd") as bare:
        bare.result(accuracy=0.8)
    study.full, study.bare = full, bare
    return study


@pytest.fixture
def opened(recorded):
    with gainsay.open(recorded.root) as study:
        yield study


def test_runs_are_one_row_each_and_what_is_missing_is_null(opened, recorded):
    table = pa.table(opened.runs())
    assert table.column_names == opened.runs().columns
    assert table["run"].to_pylist() == [recorded.full.id, recorded.bare.id]
    assert table["dataset"].to_pylist() == ["digits", None]
    assert table["seed"].to_pylist() == [3, None]
    assert table["role"].to_pylist() == ["variant", None]
    assert table["status"].to_pylist() == ["finished", "finished"]
    assert table["excluded"].to_pylist() == [None, None]
    started = table["started_at"].to_pylist()
    assert table.schema.field("started_at").type == pa.timestamp("us", "UTC")
    assert abs(started[0] - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=10)
    table.validate(full=True)


def test_results_keep_nan_apart_from_missing(opened):
    table = pa.table(opened.results())
    by_metric = {(row["method"], row["metric"]): row["value"] for row in table.to_pylist()}
    assert by_metric[("bn", "accuracy")] == 0.9
    assert math.isnan(by_metric[("bn", "loss")])
    assert ("sgd", "loss") not in by_metric
    assert table["value"].null_count == 0


def test_params_keep_their_kinds(opened):
    rows = {row["param"]: (row["kind"], row["value"], row["number"]) for row in opened.params(method="bn").rows()}
    assert rows == {"lr": ("real", "0.1", 0.1), "n": ("int", "3", 3.0), "on": ("bool", "true", 1.0), "opt": ("text", "adam", None)}


def test_curves_are_one_row_a_point(opened, recorded):
    table = opened.curves("loss")
    assert len(table) == 3
    arrays = table.to_numpy()
    assert arrays["step"].tolist() == [0, 1, 2]
    assert np.array_equal(arrays["value"], [1.0, math.nan, 0.5], equal_nan=True)
    assert arrays["run"].tolist() == [recorded.full.id] * 3
    assert arrays["time"].dtype == np.float64
    assert len(opened.curves()) == 4
    assert len(opened.curves(["loss", "accuracy"], run=recorded.full)) == 4
    assert len(opened.curves("nothing")) == 0
    summary = opened.curve_summaries().rows()
    assert [(row["metric"], row["n"], row["n_finite"], row["min"], row["max_step"]) for row in summary] == [
        ("accuracy", 1, 1, 0.5, 0), ("loss", 3, 2, 0.5, 0)]


def test_item_scores_are_one_row_each(opened):
    rows = opened.items("accuracy").rows()
    assert [(row["item"], row["score"], row["cluster"]) for row in rows] == [("a", 1.0, "x"), ("b", 0.0, None)]


def test_every_library_reads_the_same(opened):
    results = opened.results()
    for frame in (results.to_pandas(), pandas.DataFrame.from_arrow(results)):
        assert frame["value"].tolist()[0] == 0.9
        assert frame["metric"].tolist() == ["accuracy", "loss", "accuracy"]
        assert frame["seed"].isna().tolist() == [False, False, True]
    frame = results.to_polars()
    assert frame["seed"].to_list() == [3, 3, None]
    assert frame.filter(polars.col("value").is_nan()).height == 1
    curves = opened.curves()
    assert polars.DataFrame(curves)["metric"].to_list().count("loss") == 3
    assert curves.to_pandas()["metric"].astype(str).tolist().count("loss") == 3
    assert duckdb.sql("select count(*), max(step) from curves where metric = 'loss'").fetchall() == [(3, 2)]
    assert duckdb.sql("select seed from results order by seed nulls last").fetchall() == [(3,), (3,), (None,)]
    assert results.to_arrow().num_rows == len(results) == 3


def test_numpy_and_arrow_share_the_tables_memory(opened):
    table = opened.curves("loss")
    first = table["value"]
    assert not first.flags.writeable and not first.flags.owndata
    assert first.ctypes.data == table["value"].ctypes.data
    chunk = pa.table(table)["value"].chunk(0)
    assert chunk.buffers()[1].address == first.ctypes.data


def test_masked_arrays_missing_times_and_texts_in_numpy(opened):
    arrays = opened.runs().to_numpy()
    assert isinstance(arrays["seed"], np.ma.MaskedArray)
    assert arrays["seed"].tolist() == [3, None]
    assert arrays["dataset"].tolist() == ["digits", None]
    assert arrays["started_at"].dtype == np.dtype("datetime64[us]")
    assert not np.isnat(arrays["started_at"]).any()
    with pytest.raises(KeyError):
        opened.runs()["nothing"]


def test_an_empty_table_is_read_by_every_library(study):
    study.run().finish()
    with gainsay.open(study.root) as opened:
        for table in (opened.curves(), opened.items(), opened.results(), opened.runs(method="nobody")):
            assert len(table) == 0
            assert pa.table(table).num_rows == 0
            assert polars.DataFrame(table).height == 0
            assert len(pandas.DataFrame.from_arrow(table)) == 0
            assert all(len(array) == 0 for array in table.to_numpy().values())


def test_what_was_read_outlives_the_table_and_the_study(recorded):
    study = gainsay.open(recorded.root)
    table = study.curves("loss")
    native = weakref.ref(table._native)
    arrow = pa.table(table)
    values = table["value"]
    schema = pa.schema(table)
    study.close()
    del table, study
    gc.collect()
    assert native() is None
    assert arrow["step"].to_pylist() == [0, 1, 2]
    assert values[2] == 0.5
    assert schema.field("step").type == pa.int64()
    del values
    moved = arrow["run"].chunk(0)
    del arrow
    gc.collect()
    assert moved.to_pylist() == [recorded.full.id] * 3


def test_reading_again_and_again_leaks_nothing(opened):
    def resident():
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * 4096

    def read():
        for _ in range(300):
            table = opened.runs()
            pa.table(table)
            table.__arrow_c_stream__()
            table.__arrow_c_schema__()
            opened.curves()["value"]

    read()
    before = resident()
    read()
    assert resident() - before < 3_000_000


def test_a_study_sees_what_a_live_run_logged_before_the_question(recorded):
    with gainsay.open(recorded.root) as opened, recorded.run(method="live") as run:
        for step in range(5):
            run.log(step, loss=step)
            assert len(opened.curves(run=run)) == step + 1
        assert opened.runs(method="live").rows()[0]["status"] == "running"


def test_runs_are_selected(opened, recorded):
    assert [row["method"] for row in opened.runs(method="bn").rows()] == ["bn"]
    assert len(opened.runs(dataset="digits")) == 1
    assert len(opened.runs(status="failed")) == 0
    assert len(opened.runs(purpose="final")) == 2
    assert len(opened.runs(run=[recorded.full, recorded.bare.id])) == 2
    assert len(opened.results(run=recorded.bare)) == 1
    with pytest.raises(ValueError, match="there is no status `done`"):
        opened.runs(status="done")
    with pytest.raises(ValueError, match="empty list"):
        opened.runs(run=[])
    with pytest.raises(gainsay.NotFoundError, match="there is no run `01ZZ`"):
        opened.runs(run="01ZZ")


def test_runs_are_selected_by_what_they_hold(opened):
    assert [row["method"] for row in opened.runs(where="metrics.accuracy > 0.85").rows()] == ["bn"]
    assert len(opened.curves("loss", where="params.lr <= 0.1 and started > 1h ago")) == 3
    assert len(opened.results(where="method in (sgd, adam)")) == 1
    with pytest.raises(gainsay.FormatError) as caught:
        opened.runs(where="metrics.accuracy >> 1")
    assert "character" in caught.value.place


def test_a_study_is_asked_in_sql(opened):
    table = opened.sql(
        "select run, metric, value, null as absent, 3 as whole from run_results where metric = 'accuracy' order by value")
    assert pa.table(table).schema.field("value").type == pa.float64()
    assert [(row["value"], row["absent"], row["whole"]) for row in table.rows()] == [(0.8, None, 3), (0.9, None, 3)]
    assert opened.sql("select count(*) as n from points").rows() == [{"n": 4}]
    with pytest.raises(gainsay.FormatError):
        opened.sql("delete from runs")


def test_one_run_is_read_with_all_its_fields(opened, recorded):
    run = opened.run(recorded.full.id[:25])
    assert run.id == recorded.full.id
    assert (run.method, run.dataset, run.seed, run.status, run.fold) == ("bn", "digits", 3, "finished", None)
    assert run.params == {"lr": 0.1, "n": 3, "on": True, "opt": "adam"}
    assert run.tags == {"note": "ä"}
    assert run.results["accuracy"] == 0.9
    assert run.environment["package.gainsay"] == gainsay.__version__
    assert run.curve("loss")["step"].tolist() == [0, 1, 2]
    assert len(run.items("accuracy")) == 2
    assert "bn" in repr(run)


def test_runs_are_excluded_and_restored(opened, recorded):
    opened.exclude(recorded.bare, "wrong labels")
    assert len(opened.runs()) == 1
    assert [row["excluded"] for row in opened.runs(excluded=True).rows()] == [None, "wrong labels"]
    opened.restore(recorded.bare, "they were right")
    assert len(opened.runs()) == 2
    with pytest.raises(ValueError):
        opened.exclude(recorded.bare, "")


def test_a_study_opened_for_reading_changes_nothing(recorded):
    with pytest.raises(gainsay.StudyError) as caught:
        gainsay.open(recorded.root, mode="r")  # nothing was read into a store yet
    assert caught.value.problem and caught.value.place
    recorded.runs()
    recorded.run(method="later").finish()
    with gainsay.open(recorded.root, mode="r") as opened:
        assert [row["method"] for row in opened.runs().rows()] == ["bn", "sgd"]
        with pytest.raises(gainsay.StudyError, match="reading only"):
            opened.exclude(recorded.bare, "no")
    assert len(list((recorded.root / ".gainsay" / "journal").iterdir())) == 1
    with pytest.raises(ValueError, match="mode"):
        gainsay.open(recorded.root, mode="w")


def test_a_folder_that_is_no_study_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in (None, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(gainsay.NotFoundError, match="no study") as caught:
            gainsay.open(path)
        assert str(tmp_path) in caught.value.place


def test_tables_show_themselves_escaped(study):
    with study.run(method="<b>&") as run:
        run.curve("loss").log(range(30), range(30))
    with gainsay.open(study.root) as opened:
        html = opened.runs()._repr_html_()
        assert "<b>&" not in html and "&lt;b&gt;&amp;" in html
        assert "30 rows, the first 20 are shown" in opened.curves()._repr_html_()
        assert "&lt;b&gt;" in opened._repr_html_()
        assert repr(opened.curves()) == "<gainsay.Table of 30 rows: run, metric, step, value, time>"


def test_texts_that_are_not_utf_8_are_shown_as_such(study):
    import subprocess

    from conftest import program
    subprocess.run([program(), "run", "-q", "-m", b"a\xffb", "--study", study.root, "--", "true"], check=True)
    with gainsay.open(study.root) as opened:
        table = pa.table(opened.runs())
        table.validate(full=True)
        assert table["method"].to_pylist() == ["a\ufffdb"]
        assert opened.runs()["method"].tolist() == ["a\ufffdb"]


def test_a_closed_study_says_so(recorded):
    study = gainsay.open(recorded.root)
    study.close()
    with pytest.raises(ValueError, match="closed"):
        study.runs()


def test_threads_may_ask_one_study_at_the_same_time(opened):
    expected = opened.results()["value"].tolist()
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(lambda: (opened.results()["value"].tolist(), len(opened.curves()), opened.audit().findings))
                 for _ in range(64)]
        answers = [answer.result() for answer in asked]
    for values, points, findings in answers:
        assert values == pytest.approx(expected, nan_ok=True)
        assert points == 4
        assert len(findings) == len(answers[0][2])
