"""The icon where browsers look for one that no page names."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue


def blueprint() -> Blueprint:
    icon = Blueprint("icon", __name__)

    @icon.get("/favicon.ico")
    def favicon() -> ResponseReturnValue:
        return current_app.send_static_file("favicon.ico")

    return icon
