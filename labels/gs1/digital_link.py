"""GS1 Digital Link URIs, read and written; strict: uncompressed, numeric identifiers only.

Source: GS1 Digital Link Standard: URI Syntax, release 1.6.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from labels.gs1.checks import Gs1Error, Gs1Rule, is_digits
from labels.gs1.elements import (
    Elements,
    bounded,
    check_length,
    check_value,
    checked_together,
    identifier_of,
)
from labels.gs1.identifiers import IDENTIFIERS

STEM = "https://id.gs1.org"

_SCHEMES = ("https://", "HTTPS://", "http://", "HTTP://")
_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_DOMAIN = re.compile(r"[A-Za-z0-9\-.:\[\]]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")


def is_link(text: str) -> bool:
    """Say whether a text starts like a web link, as any Digital Link does."""
    return text.startswith(_SCHEMES)


def parse_digital_link(uri: str, companions: bool = True) -> tuple[Elements, tuple[str, ...]]:
    """Return the elements of a link, path first, and the query parameters that are not GS1's.

    A link may have any stem; a fragment is ignored; qualifiers must be in the path and in order.

    Raises: Gs1Error.
    """
    path, query = _split(bounded(uri))
    path_pairs = [(ai, _value(ai, value)) for ai, value in _path_pairs(path)]
    query_pairs, ignored = _query_pairs(query)
    sequence = tuple(ai for ai, _ in path_pairs)
    if not _is_path(sequence):
        raise Gs1Error(
            Gs1Rule.DL_KEY, f"{'/'.join(sequence)} is no key with its qualifiers in order"
        )
    _check_attributes(sequence, [ai for ai, _ in query_pairs])
    pairs = (*path_pairs, *query_pairs)
    for ai, value in pairs:
        check_value(IDENTIFIERS[ai], value)
    return checked_together(pairs, companions), ignored


def build_digital_link(elements: Elements, stem: str = STEM) -> str:
    """Return the canonical link below `stem`: key and qualifiers in the path, the rest behind it.

    Values of predefined length come first in the query, each group in the order given.

    Raises: Gs1Error("dl_key" | "dl_attribute" | "uri").
    """
    begin = _stem(stem)
    said = dict(elements.pairs)
    in_path = _path_for(tuple(said))
    link = begin + "".join([f"/{ai}/{_escape(said[ai])}" for ai in in_path])
    return link if len(in_path) == len(said) else f"{link}?{_query(said, in_path)}"


@lru_cache(maxsize=256)
def _stem(stem: str) -> str:
    """Return what links begin with, without a slash at its end.

    Raises: Gs1Error("uri").
    """
    if not is_link(stem) or _URI.fullmatch(stem) is None or "?" in stem or "#" in stem:
        raise Gs1Error(Gs1Rule.URI, f"{stem!r} is no stem for links")
    return stem.removesuffix("/")


def _query(said: dict[str, str], in_path: tuple[str, ...]) -> str:
    attributes = [(ai, value) for ai, value in said.items() if ai not in in_path]
    for ai, _ in attributes:
        if not IDENTIFIERS[ai].link_attribute:
            raise Gs1Error(Gs1Rule.DL_ATTRIBUTE, f"({ai}) may not be in the query of a link")
    attributes.sort(key=lambda pair: IDENTIFIERS[pair[0]].needs_separator)
    return "&".join(f"{ai}={_escape(value)}" for ai, value in attributes)


def _split(uri: str) -> tuple[str, str]:
    """Return path and query."""
    scheme = next((scheme for scheme in _SCHEMES if uri.startswith(scheme)), None)
    if scheme is None:
        raise Gs1Error(Gs1Rule.URI, "a link starts with https:// or http://")
    if _URI.fullmatch(uri) is None:
        raise Gs1Error(Gs1Rule.CHARSET, "a link may not hold such characters unescaped")
    domain, slash, rest = uri.removeprefix(scheme).partition("/")
    if not domain or not slash:
        raise Gs1Error(Gs1Rule.DL_KEY, "the link has no domain or no path")
    if _DOMAIN.fullmatch(domain) is None:
        raise Gs1Error(Gs1Rule.CHARSET, f"{domain!r} is no domain")
    path, _, query = rest.partition("#")[0].partition("?")
    return f"/{path}", query


def _path_pairs(path: str) -> list[tuple[str, str]]:
    """Read pairs from the end until one starts with a primary key; what is before it is stem."""
    segments = path.split("/")[1:]
    pairs: list[tuple[str, str]] = []
    while len(segments) >= 2 and segments[-2] in IDENTIFIERS:
        value, ai = segments.pop(), segments.pop()
        pairs.insert(0, (ai, value))
        if IDENTIFIERS[ai].qualifiers is not None:
            return pairs
    raise Gs1Error(Gs1Rule.DL_KEY, "the path holds no primary key")


def _query_pairs(query: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    pairs: list[tuple[str, str]] = []
    ignored: list[str] = []
    for parameter in _parameters(query):
        name, equals, value = parameter.partition("=")
        if equals and is_digits(name):
            identifier_of(name)
            pairs.append((name, _value(name, value.replace("+", " "))))
        else:
            ignored.append(parameter)
    return pairs, tuple(ignored)


def _parameters(query: str) -> Iterator[str]:
    """Yield what stands between ampersands; a run of them counts once, one at the end as empty."""
    parameters = [parameter for parameter in query.split("&") if parameter]
    yield from parameters
    if query.endswith("&"):
        yield ""


def _value(ai: str, escaped: str) -> str:
    value = _unescape(escaped)
    check_length(IDENTIFIERS[ai], value)
    return value


def _escape(text: str) -> str:
    """Percent-encode what is not unreserved in a URI; most values need none of it."""
    return text if text.isalnum() else quote(text, safe="")


def _unescape(text: str) -> str:
    """Undo percent-encoding byte by byte; a lone % stands for itself, which values may hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "%" in text else text


@lru_cache(maxsize=256)
def _is_path(sequence: tuple[str, ...]) -> bool:
    """Say whether a key is followed by some of its qualifiers, each at most once and in order."""
    key, *given = sequence
    return not given or any(
        given == [ai for ai in allowed if ai in given]
        for allowed in IDENTIFIERS[key].qualifiers or ()
    )


@lru_cache(maxsize=256)
def _missing_in_path(sequence: tuple[str, ...]) -> frozenset[str]:
    """Return the qualifiers that could stand somewhere in the path, and so may not be behind it."""
    qualifiers = {ai for allowed in IDENTIFIERS[sequence[0]].qualifiers or () for ai in allowed}
    return frozenset(
        ai
        for ai in qualifiers
        for gap in range(1, len(sequence) + 1)
        if _is_path((*sequence[:gap], ai, *sequence[gap:]))
    )


def _check_attributes(sequence: tuple[str, ...], attributes: list[str]) -> None:
    missing = _missing_in_path(sequence)
    for place, ai in enumerate(attributes):
        if ai in sequence or ai in attributes[:place]:
            raise Gs1Error(Gs1Rule.SYNTAX, f"({ai}) is in the link twice")
        if not IDENTIFIERS[ai].link_attribute:
            raise Gs1Error(Gs1Rule.DL_ATTRIBUTE, f"({ai}) may not be in the query of a link")
        if ai in missing:
            raise Gs1Error(Gs1Rule.DL_KEY, f"({ai}) belongs in the path of the link")


@lru_cache(maxsize=4_096)
def _path_for(present: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first primary key with the order of qualifiers of which most are there."""
    key = next((ai for ai in present if IDENTIFIERS[ai].qualifiers is not None), None)
    if key is None:
        raise Gs1Error(Gs1Rule.DL_KEY, "no element is a primary key of a link")
    orders = IDENTIFIERS[key].qualifiers or ((),)
    best = max(orders, key=lambda allowed: sum(ai in allowed for ai in present))
    return (key, *(ai for ai in best if ai in present))


def in_capitals(uri: str) -> str:
    """Return a link with scheme and domain in capitals, which makes its QR code smaller.

    Both mean the same in any case. Source: RFC 3986, section 6.2.2.1.
    """
    scheme, separator, rest = uri.partition("://")
    domain, slash, path = rest.partition("/")
    return scheme.upper() + separator + domain.upper() + slash + path
