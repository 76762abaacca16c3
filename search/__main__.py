"""`python -m search` is `alinea`."""

from .cli import main

main()
