"""A document that is not well-formed, as far as it can be read. Pure."""

from __future__ import annotations

from typing import Any

from lxml import etree


def recovered(document: bytes) -> Any:
    """The root, with all up to where it breaks off and beside what is wrong in it; None: there is nothing."""
    parser = etree.XMLParser(recover=True, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
