"""The stubs name what there is, with its arguments."""
import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import gainsay

PACKAGE = Path(__file__).resolve().parents[2] / "python" / "gainsay"
STUBS = sorted(path.name for path in PACKAGE.glob("*.pyi"))


def module_of(stub):
    return gainsay if stub == "__init__.pyi" else importlib.import_module(f"gainsay.{Path(stub).stem}")


def definitions(stub):
    """(class or None, function node) of everything that the stub defines."""
    for node in ast.parse((PACKAGE / stub).read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield None, node
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    yield node.name, member


def parameters(function):
    """Names of the parameters, positional ones first; None for a function of C++ that does not tell."""
    try:
        return list(inspect.signature(function).parameters)
    except ValueError:
        return None


@pytest.mark.parametrize("stub", STUBS)
def test_what_a_stub_names_is_there_with_the_same_arguments(stub):
    module = module_of(stub)
    for owner, node in definitions(stub):
        if node.name == "__getattr__" or owner == "_Numbers":  # for type checkers alone
            continue
        place = module if owner is None else getattr(module, owner)
        thing = getattr(place, node.name)
        overloaded = any(getattr(decorator, "id", "") == "overload" for decorator in node.decorator_list)
        if overloaded or not inspect.isfunction(thing) or node.name == "__exit__":
            continue
        written = node.args
        stubbed = [argument.arg for argument in [*written.posonlyargs, *written.args, *written.kwonlyargs]]
        stubbed += [argument.arg for argument in (written.vararg, written.kwarg) if argument]
        assert stubbed == parameters(thing), f"{stub}: {owner}.{node.name}"


def public(thing):
    return {name for name in dir(thing) if not name.startswith("_")}


@pytest.mark.parametrize("stub", STUBS)
def test_what_is_public_stands_in_the_stub(stub):
    module = module_of(stub)
    tree = ast.parse((PACKAGE / stub).read_text())
    names = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    names |= {alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names if alias.asname}
    own = {name for name in public(module) if getattr(getattr(module, name), "__module__", "").startswith("gainsay.")
           and (stub == "__init__.pyi" or getattr(module, name).__module__ == module.__name__)}
    assert own <= names
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name != "_Numbers":
            members = {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
            members |= {member.target.id for member in node.body if isinstance(member, ast.AnnAssign)}
            inherited = {name for base in getattr(module, node.name).__mro__[1:] for name in public(base)}
            assert public(getattr(module, node.name)) - inherited <= members, node.name


def test_everything_public_says_what_it_is():
    for name in gainsay.__all__:
        thing = getattr(gainsay, name)
        assert name == "__version__" or inspect.getdoc(thing), name
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for member in public(thing):
                assert inspect.getdoc(inspect.getattr_static(thing, member)), f"{name}.{member}"


def test_importing_the_package_loads_neither_numpy_nor_the_reading_side(tmp_path):
    script = ("import sys; before = set(sys.modules); import gainsay; run = gainsay.run(method='m'); run.log(0, loss=1); "
              "run.finish(); print(*sorted(set(sys.modules) - before))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path,
                          env={"GAINSAY_STUDY": str(tmp_path), "PYTHONPATH": str(Path(gainsay.__file__).parents[1])})
    loaded = set(done.stdout.split())
    assert loaded <= {"gainsay", "gainsay._native", "gainsay._run", "gainsay._ending", "gainsay._surroundings", "atexit"}
