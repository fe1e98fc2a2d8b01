"""Tools for agents over the Model Context Protocol: read-only, over the same assistant and index as every face."""

from typing import TYPE_CHECKING

from corpus.errors import SettingsInvalid
from corpus.extras import has_extra
from prompts import say

if TYPE_CHECKING:
    from bot.settings import Settings


def run(settings: "Settings") -> None:
    """Serve the tools on standard input and output until these are closed. Raises SettingsInvalid where the extra
    ``planbot[mcp]`` is not installed, and IndexUnavailable."""
    if not has_extra("mcp"):
        raise SettingsInvalid(say("mcp.missing"))
    from bot.mcp.server import serve

    serve(settings)
