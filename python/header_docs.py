"""Reads the comments of the statistics' headers and writes them as a C++ table: header_docs.py HEADER... > TABLE.cpp

The docstrings of gainsay.stats are made of it. A function has the comment above it, or above the first of a group of
declarations without an empty line between them; a member of a struct the comment behind it.
"""
import re
import sys
from pathlib import Path

FUNCTION = re.compile(r"^[\w:<>&*, ]+?[ &*](\w+)\(")
STRUCT = re.compile(r"^struct (\w+) \{")
MEMBER = re.compile(r"^  [\w:<>, ]+ (\w+)(?: = [^;]+)?;\s*(?:// (.*))?$")
CONTINUED = re.compile(r"^\s{12,}// (.*)$")
IN_PYTHON = {"std::domain_error": "ValueError", "std::vector": "list"}


def prose(lines):
    text = "\n".join(lines)
    for word, python in IN_PYTHON.items():
        text = text.replace(word, python)
    return text


def docs_of(header):
    """(name, text) of every function and member that has a comment."""
    comment, struct, member = [], None, None
    for line in header.read_text().splitlines():
        if struct:
            found, more = MEMBER.match(line), CONTINUED.match(line)
            if found:
                member = [f"{struct}.{found[1]}", found[2] or ""]
                if member[1]:
                    yield member
            elif more and member:
                member[1] += " " + more[1]
            if line.startswith("}"):
                struct = None
        elif line.startswith("//"):
            comment = (comment if previous.startswith("//") else []) + [line[2:].strip()]
        elif found := STRUCT.match(line):
            struct, comment = found[1], []
        elif found := FUNCTION.match(line):
            if comment:
                yield [found[1], prose(comment)]
        elif not line:
            comment = []
        previous = line


def main(headers):
    docs = {}
    for header in headers:
        for entry in list(docs_of(Path(header))):
            docs.setdefault(entry[0], entry[1])
    print('#include "stats_docs.h"\n\nnamespace gainsay::python {\n\nnamespace {\nconstexpr HeaderDoc docs[] = {')
    for name in sorted(docs):
        print(f'    {{"{name}", R"doc({docs[name]})doc"}},')
    print("};\n}  // namespace\n\nstd::span<const HeaderDoc> header_docs() { return docs; }\n\n}  // namespace gainsay::python")


main(sys.argv[1:])
