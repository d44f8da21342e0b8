"""Arguments of argparse as parameters and fields."""
import argparse
from pathlib import Path

import pytest

import gainsay
from gainsay.adapters.argparse_params import params_of, run_fields


@pytest.fixture
def parser():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--dataset")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--nesterov", action="store_true")
    parser.add_argument("--widths", type=int, nargs="*")
    parser.add_argument("--api-key")
    parser.set_defaults(func=print)
    group = parser.add_argument_group("optimizer")
    group.add_argument("--decay", type=float)
    return parser


LINE = ["d.csv", "--dataset", "digits", "--seed", "3", "--widths", "8", "4", "--api-key", "s3cr3t", "--decay", "0.5"]


def test_arguments_are_fields_and_params_of_a_run(study, parser):
    arguments = parser.parse_args(LINE)
    with gainsay.run(method="bn", study=study.root, **run_fields(arguments)):
        pass
    run = study.only_run()
    assert (run["method"], run["dataset"], run["seed"]) == ("bn", "digits", 3)
    assert run["params"] == {"data": "d.csv", "lr": 0.1, "nesterov": False, "widths": "[8, 4]", "api_key": "***", "decay": 0.5}


def test_a_field_that_is_not_given_is_left_to_the_call(study, parser):
    fields = run_fields(parser.parse_args(["d.csv"]))
    assert "seed" not in fields and "dataset" not in fields


def test_the_groups_of_the_parser_are_prefixes(parser):
    params = params_of(parser.parse_args(LINE), parser)
    assert params["optimizer.decay"] == 0.5 and params["lr"] == 0.1 and params["seed"] == 3


def test_what_is_left_out_is_no_parameter(parser):
    params = params_of(parser.parse_args(LINE), leave_out=["data", "seed"])
    assert "data" not in params and "seed" not in params and "func" not in params


def test_an_argument_without_a_value_is_the_text_none(study, parser):
    with study.run(params=params_of(parser.parse_args(["d.csv"]))):
        pass
    assert study.only_run()["params"]["decay"] == "None"
