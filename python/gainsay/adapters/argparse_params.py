"""argparse: the parsed arguments as parameters.

    parser.add_argument("--seed", type=int)
    parser.add_argument("--lr", type=float, default=0.1)
    arguments = parser.parse_args()

    with gainsay.run(method="bn", **run_fields(arguments)) as run:
        ...
"""
import argparse
from collections.abc import Collection, Mapping
from typing import Any

from gainsay._decorator import _FIELDS, _is_setting
from gainsay._surroundings import is_secret


def params_of(arguments: argparse.Namespace, parser: argparse.ArgumentParser | None = None,
              leave_out: Collection[str] = ()) -> dict[str, Any]:
    """The arguments as `params` of gainsay.run.

    parser: given, argument groups become prefixes of names (`optimizer.lr` for a group with the title "optimizer") but for
    argparse's own groups. leave_out: names of arguments that are no parameters.

    Numbers, texts and truth values keep their type, None is the text None, other settings become text; values of
    names that look like secrets become ***. Functions and objects (`set_defaults(func=...)`) are no settings and left out.
    """
    groups = {} if parser is None else _groups(parser)
    params = {}
    for name, value in vars(arguments).items():
        if name not in leave_out and _is_setting(value):
            params[f"{groups[name]}.{name}" if name in groups else name] = "***" if is_secret(name) else value
    return params


def run_fields(arguments: argparse.Namespace, parser: argparse.ArgumentParser | None = None,
               leave_out: Collection[str] = ()) -> dict[str, Any]:
    """Keywords for gainsay.run: arguments called method, dataset, seed, split and fold are fields, where they are given;
    all others are `params`, as of params_of."""
    fields = {name: value for name in _FIELDS if (value := getattr(arguments, name, None)) is not None and name not in leave_out}
    return {**fields, "params": params_of(arguments, parser, {*leave_out, *_FIELDS})}


def _groups(parser: argparse.ArgumentParser) -> Mapping[str, str]:
    own = (parser._positionals, parser._optionals)
    return {action.dest: group.title for group in parser._action_groups if group not in own and group.title
            for action in group._group_actions}
