"""Whatever the other files are turned into, each is refused with reasons or means something.

Our template, the service file, the city's form, the files of a plan and of a district, and the
table of synonyms. Files in
``corpus`` are kept: good ones to start from, and whatever once did something else.
"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import planning
from optimizer.evaluation.district.summary import summary
from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.district_file import read_district_file, with_hash
from optimizer.formats.plan_file import read_plan_file
from optimizer.formats.reporting_form import fill, open_form, recognised, remarks
from optimizer.formats.synonym_table import read_synonym_table, write_synonym_table
from optimizer.portfolio.judging import recounted_district
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.findings import findings
from tests.reporting_forms import planned
from tests.workbooks import with_part

_CORPUS = Path(__file__).parent / "corpus"
_PIECES = (
    *(b"<", b"</", b'"', b"&", b"&#0;", b"\0", b"<!DOCTYPE a>", b"\xff\xfe", b"<f>1/0</f>"),
    *(b"\n", b",", b": ", b"- ", b"{", b"[", b"*a", b"!!x", b"1e999", b"=1+1", "项".encode()),
)


def _service(content: bytes) -> None:
    findings(read_any_service(content, "x").service)


def _form(content: bytes) -> None:
    form = open_form(content, "x.xlsx")
    mapping = recognised(form)
    remarks(fill(form, mapping, [planned()]).form, mapping)


def _plan(content: bytes) -> None:
    held = read_plan_file(content, "x.json")
    planning.recount_altered(held.service, held.plan)


def _synonyms(content: bytes) -> None:
    pairs = read_synonym_table(content, "x.csv")
    rows = [(one, other, same) for (one, other), same in pairs.items()]
    assert read_synonym_table(write_synonym_table(rows, "zh"), "x.csv") == pairs


def _district(content: bytes) -> None:
    found = recounted_district(read_district_file(_with_hash(content), "x.json"))
    if found is not None:
        assert summary(found).figures.figures


def _with_hash(content: bytes) -> bytes:
    """The same with the hash of whatever record is in it, so that the judge gets to see it."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(document, dict) or "record" not in document:
        return content
    return with_hash(document).encode(errors="surrogatepass")


_READERS: dict[str, Callable[[bytes], None]] = {
    "template": _service,
    "service": _service,
    "form": _form,
    "plan": _plan,
    "synonyms": _synonyms,
    "district": _district,
}


def check(read: Callable[[bytes], None], content: bytes) -> None:
    """Read, or refused with findings in both languages."""
    told = _refusal(read, content)
    assert told is None or told
    assert all(one.in_chinese() and one.in_english() for one in told or ())


def _refusal(read: Callable[[bytes], None], content: bytes) -> tuple[Finding, ...] | None:
    try:
        read(content)
    except InvalidFile as refused:
        return refused.findings
    return None


def _reader(path: Path) -> Callable[[bytes], None]:
    """The reader of a kept file: the first word of its name."""
    return _READERS[path.stem.partition("_")[0]]


def _kept(*endings: str) -> list[Path]:
    return sorted(one for one in _CORPUS.iterdir() if one.suffix in endings)


def _changed(draw: st.DrawFn, content: bytes) -> bytes:
    held = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(held)))
        end = min(len(held), place + draw(st.integers(0, 40)))
        held[place:end] = draw(st.one_of(st.binary(max_size=8), st.sampled_from(_PIECES)))
    return bytes(held)


@pytest.mark.parametrize("path", _kept(".xlsx", ".yaml", ".json", ".csv"), ids=lambda one: one.name)
def test_every_kept_file_is_read_or_refused(path: Path) -> None:
    check(_reader(path), path.read_bytes())


@given(st.data())
@settings(max_examples=120)
def test_changed_bytes_give_a_refusal_or_a_meaning(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_kept(".xlsx", ".yaml", ".json", ".csv")))
    check(_reader(path), data.draw(st.composite(_changed)(path.read_bytes())))


@given(st.data())
@settings(max_examples=80)
def test_changed_parts_of_workbooks_give_a_refusal_or_a_meaning(data: st.DataObject) -> None:
    """The package stays whole, so that what is changed is looked at."""
    path = data.draw(st.sampled_from(_kept(".xlsx")))
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = data.draw(st.sampled_from(sorted(package.namelist())))
        inside = data.draw(st.composite(_changed)(package.read(part)))
    check(_reader(path), with_part(content, part, lambda _: inside))


@given(st.data())
@settings(max_examples=60)
def test_changed_values_of_a_plan_give_a_refusal_or_a_plan_counted_again(
    data: st.DataObject,
) -> None:
    """Values go, or stand where others stood: what an altered plan file looks like."""
    name = data.draw(st.sampled_from(("plan.json", "district.json")))
    document = json.loads((_CORPUS / name).read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        places = list(_places(document["record"]))
        holder, key = data.draw(st.sampled_from(places))
        other, its_key = data.draw(st.sampled_from(places))
        if data.draw(st.booleans()):
            holder[key] = json.loads(json.dumps(other[its_key]))
        else:
            holder[key] = data.draw(st.sampled_from((None, "", "x", -1, 10**30, [], {})))
    check(_reader(_CORPUS / name), json.dumps(document).encode())


def _places(held: object) -> list[tuple[dict[str, object], str]]:
    """Every key of every object, the objects within it too."""
    if isinstance(held, list):
        return [place for one in held for place in _places(one)]
    if not isinstance(held, dict):
        return []
    own: list[tuple[dict[str, object], str]] = [(held, key) for key in held]
    return [*own, *(place for one in held.values() for place in _places(one))]
