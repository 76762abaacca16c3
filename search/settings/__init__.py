"""Settings: one table, and where the value of each comes from."""

__all__ = ["ENGINES", "FILE", "Settings", "environment", "load_settings", "names"]
