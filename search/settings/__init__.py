"""Settings: one table, and where the value of each comes from.

table.py    each setting, with its default and what it means
loading.py  defaults < alinea.toml < ALINEA_* < flags
values.py   what is written, as the type of its setting
file.py     a commented alinea.toml
"""

from .loading import environment, load_settings
from .table import ENGINES, FILE, Settings, names

__all__ = ["ENGINES", "FILE", "Settings", "environment", "load_settings", "names"]
