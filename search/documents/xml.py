"""XML, of which nothing is resolved: no entity, no file, no address."""

from lxml import etree

from ..errors import DocumentError
from . import causes
from .markup.walk import Element


def parse_xml(path: str, content: bytes, part: str = "") -> Element:
    """The tree of some XML, without comments, instructions and entities.

    part: the name of it in the document, if it isn't the whole
    Raises DocumentError for what is ill-formed, and for elements within more than 255 others.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = f"{part}: {error}" if part else error
        raise DocumentError(path=path, cause=causes.DAMAGED, reason=reason) from error
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root
