"""The tools, and the server that offers them."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from bot.archive import Archive
from bot.assistant import Assistant
from bot.mcp.results import AnswerObject, Plans, Values
from bot.models import Answer
from bot.reference import NotHeld, PassageObject, Wanted, indicator_objects, passage_object, plan_object
from prompts import say
from retrieval.opening import current_generation

if TYPE_CHECKING:
    from bot.settings import Settings

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class Tools:
    """Each public method is a tool. They are called from several threads; a new index is taken up with the next call."""

    def __init__(self, data_dir: Path, reopen: Callable[[], Assistant]) -> None:
        self._data_dir = data_dir
        self._reopen = reopen
        self._lock = threading.Lock()
        self._generation = current_generation(data_dir)
        self._opened = reopen()
        self._archive = Archive(data_dir)

    def ask_plans(self, question: str, history: list[str] | None = None) -> AnswerObject:
        """The answer to a question, with the earlier questions of the conversation."""
        return _object(self._assistant().ask(question, tuple(history or ())))

    def list_plans(self) -> Plans:
        """The documents."""
        return {"plans": [plan_object(stored) for stored in self._archive.now().store.plans]}

    def indicator_values(
        self, region: str = "", document: str = "", indicator: str = "", year: int | None = None, role: str = ""
    ) -> Values:
        """Indicator values as printed."""
        return {"values": indicator_objects(self._archive.now(), Wanted(region, document, indicator, year, role))}

    def compare(self, indicator: str) -> AnswerObject:
        """An indicator across the documents."""
        return _object(self._assistant().ask(say("asking.compare", name=indicator)))

    def which_plan_states(self, figure: str) -> AnswerObject:
        """Which documents state a figure or a phrase."""
        assistant = self._assistant()
        answer = assistant.ask(say("asking.figure", name=figure))
        return _object((assistant.stating(figure) if answer.refused else None) or answer)

    def source_passage(self, document: str, start: int, end: int | None = None) -> PassageObject:
        """The verbatim passage at a place of a document."""
        try:
            return passage_object(self._archive.now(), document, start, end)
        except NotHeld as error:
            raise ToolError(str(error)) from None

    def _assistant(self) -> Assistant:
        """The assistant over the index as it is now. The last one is let go of with its last question."""
        with self._lock:
            generation = current_generation(self._data_dir)
            if generation is not None and generation != self._generation:
                self._opened, self._generation = self._reopen(), generation
            return self._opened


def serve(settings: "Settings") -> None:
    """Offer the tools on standard input and output until these are closed. Raises IndexUnavailable."""
    build(Tools(settings.data_dir, lambda: Assistant.open(settings))).run("stdio")


def build(tools: Tools) -> MCPServer[Any]:
    """The server with every tool, described in our words."""
    server: MCPServer[Any] = MCPServer("planbot", instructions=say("mcp.instructions"), log_level="WARNING")
    described: dict[Callable[..., Any], str] = {
        tools.ask_plans: say("mcp.ask_plans"),
        tools.list_plans: say("mcp.list_plans"),
        tools.indicator_values: say("mcp.indicator_values"),
        tools.compare: say("mcp.compare"),
        tools.which_plan_states: say("mcp.which_plan_states"),
        tools.source_passage: say("mcp.source_passage"),
    }
    for tool, description in described.items():
        server.add_tool(tool, description=description, annotations=_READ_ONLY, structured_output=True)
    return server


def _object(answer: Answer) -> AnswerObject:
    return cast(AnswerObject, answer.as_json())
