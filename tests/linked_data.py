"""Linked data as a stranger reads it: expanded without a network, held to the published shapes."""

import json
import socket
import warnings
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pyshacl
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from optimizer.places import data_directory

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
VENDORED = data_directory() / "schema" / "cpsv"


class _NoNetwork(socket.socket):
    """A socket that nobody may open."""

    def __init__(self, *_: object, **__: object) -> None:
        raise AssertionError("something was fetched from outside")


@cache
def _shapes() -> Graph:
    return Graph().parse(VENDORED / "cpsv-ap-SHACL.ttl")


def published_context() -> dict[str, object]:
    """The terms of the profile as they were published."""
    text = Path(VENDORED / "cpsv-ap.jsonld").read_text(encoding="utf-8")
    terms: dict[str, object] = json.loads(text)["@context"]
    return terms


def graph(text: str) -> Graph:
    """The triples of a JSON-LD file; fails when reading it needs a network."""
    with patch("socket.socket", _NoNetwork), warnings.catch_warnings():
        # rdflib's own reader uses a class that rdflib calls old.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=text, format="json-ld")


def faults(triples: Graph) -> str:
    """What the published shapes find wrong; empty when nothing."""
    conforms, _, told = pyshacl.validate(triples, shacl_graph=_shapes())
    return "" if conforms else str(told)


def named(triples: Graph, sort: URIRef, identifier: str) -> URIRef:
    """The one thing of a sort with an identifier."""
    (found,) = [
        one
        for one in triples.subjects(DCTERMS.identifier, Literal(identifier))
        if (one, RDF.type, sort) in triples
    ]
    assert isinstance(found, URIRef)
    return found


def texts(triples: Graph, of: URIRef, predicate: URIRef) -> list[str]:
    """What is said of a thing, sorted."""
    return sorted(str(one) for one in triples.objects(of, predicate))
