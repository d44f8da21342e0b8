"""What goes wrong outside the program: in a store, a journal, a study file, a name that nobody recorded.

Bad arguments are TypeError and ValueError, as everywhere in Python.
"""


class Error(Exception):
    """The root of Gainsay's errors.

    place: where it is wrong ("gainsay.toml:3:9"), or "". problem: what is wrong, in a sentence. remedy: what to do, or "".
    """

    def __init__(self, place, problem, remedy=""):
        super().__init__(place, problem, remedy)
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self):
        text = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{text}; {self.remedy}" if self.remedy else text


class StudyError(Error):
    """The store cannot be opened, read or written: not a store, a newer one, read-only, disk full."""


class JournalError(Error):
    """A journal is damaged or cannot be written."""


class FormatError(Error):
    """A file given by the user (`gainsay.toml`) does not say what it must."""


class NotFoundError(Error):
    """A run, metric, method, dataset or folder that was named does not exist."""
