"""``planbot mcp`` as agents use it: started by the package's own client, asked over standard input and output."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.assistant import Assistant
from bot.mcp import run
from bot.settings import Settings
from corpus.errors import SettingsInvalid
from retrieval.index import remove_plan, update_index

mcp = pytest.importorskip("mcp")

ROOT = Path(__file__).resolve().parents[3]
NAMES = {"ask_plans", "list_plans", "indicator_values", "compare", "which_plan_states", "source_passage"}


@asynccontextmanager
async def connected(data_dir: Path) -> AsyncIterator[Any]:
    """A client of a server over ``data_dir``."""
    environment = {**os.environ, "PLANBOT_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    command = ["-c", "from bot.cli import main; main()", "mcp"]
    server = mcp.StdioServerParameters(command=sys.executable, args=command, env=environment, cwd=str(data_dir))
    async with mcp.Client(server) as client:
        yield client


async def call(client: Any, tool: str, **arguments: Any) -> Any:
    """The structured result of a tool, which fits the schema that the tool is listed with."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    (listed,) = [one for one in (await client.list_tools()).tools if one.name == tool]
    Draft202012Validator(listed.output_schema).validate(result.structured_content)
    return result.structured_content


async def test_the_tools_over_standard_input_and_output(data_dir: Path):
    question = "云溪市2025年孕产妇死亡率目标是多少？"
    own = Assistant.open(Settings(_env_file=None, data_dir=data_dir)).ask(question).as_json()
    async with connected(data_dir) as client:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == NAMES
        assert all(tool.annotations.read_only_hint and tool.output_schema and tool.description for tool in listed)
        answer = await call(client, "ask_plans", question=question)
        assert {**answer, "elapsed_ms": 0} == {**own, "elapsed_ms": 0}
        follow_up = await call(client, "ask_plans", question="那石桥呢？", history=[question])
        assert follow_up["facts"][0]["value"] == "<11"
        refused = await call(client, "ask_plans", question="湛江市床位")
        assert refused["refused"]
        assert refused["reason"] == "no_plan"
        plans = (await call(client, "list_plans"))["plans"]
        assert {plan["file"] for plan in plans} == {"yunxi.txt", "shiqiao.txt"}
        values = (await call(client, "indicator_values", region="云溪市", indicator="死亡率", role="target"))["values"]
        assert [(value["value"], value["year"]) for value in values] == [("<9", 2025)]
        compared = await call(client, "compare", indicator="孕产妇死亡率")
        assert {fact["region"] for fact in compared["facts"]} == {"云溪市", "石桥县"}
        stated = await call(client, "which_plan_states", figure="318.5万元")
        assert stated["citations"][0]["file"] == "yunxi.txt"
        cited = answer["citations"][0]
        passage = await call(client, "source_passage", document=cited["file"], start=cited["start"], end=cited["end"])
        assert " ".join(passage["text"].split()) == cited["quote"]


async def test_what_is_not_held_is_an_error_in_words(data_dir: Path):
    async with connected(data_dir) as client:
        for arguments in (
            {"document": "none", "start": 1},
            {"document": "yunxi.txt", "start": 10**9},
            {"document": "../web_secret", "start": 0},
        ):
            result = await client.call_tool("source_passage", arguments)
            assert result.is_error
            assert "Traceback" not in result.content[0].text
            assert arguments["document"] in result.content[0].text
        result = await client.call_tool("ask_plans", {"question": 7, "history": "x"})
        assert result.is_error


async def test_a_new_index_is_taken_up(tmp_path: Path, plan_folder: Path):
    update_index(tmp_path, [plan_folder])
    async with connected(tmp_path) as client:
        assert not (await call(client, "ask_plans", question="云溪市床位目标"))["refused"]
        remove_plan(tmp_path, "yunxi.txt")
        assert (await call(client, "ask_plans", question="云溪市床位目标"))["refused"]
        assert len((await call(client, "list_plans"))["plans"]) == 1


def test_without_the_extra_it_says_what_to_install(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(SettingsInvalid, match=r"planbot\[mcp\]"):
        run(Settings(_env_file=None, data_dir=data_dir))
