"""Which files ``sqsreport convert -o`` converts, and where to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

import attrs
import click

from sqsreport._files import OUTSIDE, is_outside, reason_of
from sqsreport.cli._conversion import Conversion, Options
from sqsreport.cli._reports import FORMATS, ending_of, form_of_ending
from sqsreport.cli._streams import STREAM, UnreadableError, is_folder, plain

#: What the names of hidden files begin with, and of those by which Word says that it has a file open.
_NOT_MEANT = (".", "~$")


@attrs.frozen
class Planner:
    """Plans the conversion of files, and of those in folders and below, into a folder.

    A file becomes one of the same name with the ending of its new form. Those of a folder
    keep the folders that they have below it. What an earlier run has made there is no source.

    Attributes:
        folder: where the results go.
        write_as: the form of the results.
        read_as: the form of all files, whatever their endings; of a folder, the one form that counts.
        options: how to convert.
    """

    folder: str
    write_as: str
    read_as: str | None = None
    options: Options = Options()

    def plan(self, sources: Iterable[str]) -> list[Conversion | UnreadableError]:
        """Plan what is to be done, and say what cannot be, in the order of the sources.

        Raises:
            click.UsageError: two files would become the same one, or a source is a stream.
        """
        planned: list[Conversion | UnreadableError] = []
        firsts: dict[str, Conversion] = {}
        for each in (each for source in sources for each in self._plan_source(source)):
            if isinstance(each, UnreadableError):
                planned.append(each)
                continue
            first = firsts.setdefault(os.path.normcase(each.target), each)
            if first is each:
                planned.append(each)
            elif os.path.abspath(first.source) != os.path.abspath(each.source):  # noqa: PTH100 - paths are text here
                clash = f"{first.source} and {each.source} would both become {each.target}"
                raise click.UsageError(plain(f"{clash}; give each a DIR of its own."))
        return planned

    def _plan_source(self, source: str) -> Iterator[Conversion | UnreadableError]:
        if source == STREAM:
            raise click.UsageError("Standard input has no name to give to its result; convert it with SRC and DST.")
        if is_folder(source):
            yield from self._plan_folder(source)
        elif form := self.read_as or form_of_ending(source):
            yield self._conversion(source, PurePath(source).name, form)
        else:
            forms = ", ".join(FORMATS)
            yield UnreadableError(source, f"its ending stands for no form; give --from with one of: {forms}")

    def _plan_folder(self, source: str) -> Iterator[Conversion | UnreadableError]:
        closed: list[OSError] = []
        found: list[Path] = []
        for folder, folders, names in os.walk(source, onerror=closed.append):
            folders[:] = _meant(folders)
            found += [path for name in _meant(names) if self._is_source(path := Path(folder, name))]
        if not found and not closed:
            yield UnreadableError(source, "there is nothing in the folder that could be converted")
        for path in sorted(found):
            form = self.read_as or form_of_ending(path.name)
            assert form is not None, "that is why it was found"
            if path.is_symlink() and is_outside(path, source):
                yield UnreadableError(str(path), OUTSIDE)
                continue
            yield self._conversion(str(path), str(path.relative_to(source)), form)
        yield from (UnreadableError(error.filename, reason_of(error)) for error in closed)

    def _is_source(self, path: Path) -> bool:
        form = form_of_ending(path.name)
        if form is None or (self.read_as and form != self.read_as):
            return False
        if not os.path.isfile(path):  # noqa: PTH113 - before Python 3.14 `Path.is_file` may raise
            return False
        is_result = path.suffix.lower() == ending_of(self.write_as) and _is_below(path, self.folder)
        return not is_result

    def _conversion(self, source: str, name: str, form: str) -> Conversion:
        target = Path(self.folder, name).with_suffix(ending_of(self.write_as))
        return Conversion(source, form, str(target), self.write_as, self.options)


def _meant(names: Sequence[str]) -> list[str]:
    return [name for name in names if not name.startswith(_NOT_MEANT)]


def _is_below(path: Path, folder: str) -> bool:
    return path.resolve().is_relative_to(Path(folder).resolve())
