"""`python -m search` is `alinea`."""

from .cli import main

if __name__ == "__main__":
    main()
