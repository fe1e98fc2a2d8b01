"""The contract of the API: every response is as ``openapi.json`` says, and every failure is one clear message."""

import io
import json
import shutil

import pytest
from jsonschema import Draft202012Validator
from web_server import BEARER, Client, Start

from bot.chat.signing import signer_of
from bot.web.api import description


def check(name: str, found: object) -> None:
    """``found`` is an object of the schema ``name``."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": description()["components"]}
    Draft202012Validator(schema).validate(found)


async def ask(client: Client, question: str, *history: str) -> dict:
    async with client.post(
        "/api/ask", json={"question": question, "history": list(history)}, headers=BEARER
    ) as response:
        assert response.status == 200
        return await response.json()


async def test_the_description_names_every_route_and_no_other(client: Client):
    described = {(path, method.upper()) for path, methods in description()["paths"].items() for method in methods}
    routes = {(route.resource.canonical, route.method) for route in client.app.router.routes()}
    served = {(path, method) for path, method in routes if path.startswith("/api/") and method != "HEAD"}
    assert served - described == {("/api/openapi.json", "GET")}
    assert described <= served
    Draft202012Validator.check_schema({"components": description()["components"]})
    async with client.get("/api/openapi.json", headers=BEARER) as response:
        assert await response.json() == description()


async def test_an_answer_has_the_contract_and_a_link_that_opens_its_place(client: Client):
    answer = await ask(client, "云溪市2025年孕产妇死亡率目标是多少？")
    check("Answer", answer)
    assert "<9" in answer["text"]
    assert answer["facts"][0]["value"] == "<9"
    (citation,) = answer["citations"]
    async with client.get(citation["url"]) as page:
        assert page.status == 200
        assert "<mark" in await page.text()


async def test_a_conversation_goes_on(client: Client):
    answer = await ask(client, "那石桥呢？", "云溪市2025年孕产妇死亡率目标是多少？")
    check("Answer", answer)
    assert "<11" in answer["text"]


async def test_a_refusal_is_an_answer(client: Client):
    answer = await ask(client, "湛江市2025年孕产妇死亡率目标是多少？")
    check("Answer", answer)
    assert answer["refused"] is True
    assert answer["text"].startswith("没有依据")


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/plans", "Plans"),
        ("/api/indicators?region=云溪市&indicator=死亡率&year=2025&role=target", "Values"),
        ("/api/compare?indicator=孕产妇死亡率", "Answer"),
        ("/api/figure?figure=5.55", "Answer"),
        ("/api/source?document=yunxi.txt&start=120", "Passage"),
    ],
)
async def test_every_look_up_has_its_schema(client: Client, path: str, schema: str):
    async with client.get(path, headers=BEARER) as response:
        assert response.status == 200
        check(schema, await response.json())


async def test_values_are_those_asked_for(client: Client):
    async with client.get("/api/indicators?region=云溪市&indicator=死亡率&role=target", headers=BEARER) as response:
        (value,) = (await response.json())["values"]
    assert (value["value"], value["year"], value["file"]) == ("<9", 2025, "yunxi.txt")
    async with client.get("/api/indicators?indicator=死亡率&role=target", headers=BEARER) as response:
        assert {value["region"] for value in (await response.json())["values"]} == {"云溪市", "石桥县"}


async def test_a_passage_is_verbatim(client: Client, plan_folder):
    text = (plan_folder / "yunxi.txt").read_text("utf-8")
    at = text.index("全市开展名医下乡")
    async with client.get(f"/api/source?document=yunxi.txt&start={at}", headers=BEARER) as response:
        found = await response.json()
    assert found["text"] == "全市开展名医下乡活动，每年巡诊不少于12场。" == text[found["start"] : found["end"]]
    assert text[: found["start"]].endswith(found["before"])
    assert found["section"].endswith("二、发展目标")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("post", "/api/ask", "{", 400),
        ("post", "/api/ask", "[]", 400),
        ("post", "/api/ask", "[" * 100_000, 400),
        ("post", "/api/ask", "{}", 400),
        ("post", "/api/ask", '{"question": 7}', 400),
        ("post", "/api/ask", '{"question": "床位", "history": "x"}', 400),
        ("post", "/api/ask", '{"question": "床位", "history": [null]}', 400),
        ("post", "/api/ask", json.dumps({"question": "床位", "history": ["a"] * 21}), 400),
        ("post", "/api/ask", json.dumps({"question": "床" * 2_001}), 400),
        ("post", "/api/ask", json.dumps({"question": "床" * 300_000}), 413),
        ("get", "/api/ask", None, 405),
        ("get", "/api/nothing", None, 404),
        ("get", "/api/compare", None, 400),
        ("get", "/api/figure", None, 400),
        ("get", "/api/indicators?year=x", None, 400),
        ("get", "/api/indicators?year=二〇", None, 400),
        ("get", "/api/indicators?year=99999999999", None, 400),
        ("get", "/api/source?document=yunxi.txt", None, 400),
        ("get", "/api/source?document=none&start=1", None, 404),
        ("get", "/api/source?document=yunxi.txt&start=9999999", None, 404),
        ("get", "/api/source?document=yunxi.txt&start=9&end=9", None, 404),
        ("get", "/api/source?document=yunxi.txt&start=-1", None, 400),
    ],
)
async def test_bad_requests_are_one_message(client: Client, method: str, path: str, body: str | None, status: int):
    sent = None if body is None else io.BytesIO(body.encode())
    async with client.request(method, path, data=sent, headers=BEARER) as response:
        assert response.status == status
        found = await response.json()
    check("Error", found)
    assert found["error"]["message"].endswith(("。", "）。"))


async def test_a_long_question_is_declined_by_the_assistant(client: Client):
    answer = await ask(client, "床" * 600)
    assert answer["reason"] == "too_long"


async def test_the_state_of_the_server(client: Client):
    for path, text in (("/healthz", "ok"), ("/readyz", "ready")):
        async with client.get(path) as response:
            assert (response.status, await response.text()) == (200, text)
    await ask(client, "云溪市2025年孕产妇死亡率目标是多少？")
    await ask(client, "湛江市床位")
    async with client.get("/metrics", headers=BEARER) as response:
        figures = await response.text()
    assert 'planbot_requests_total{route="/api/ask",status="200"} 2.0' in figures
    assert 'planbot_answers_total{reason="no_plan"} 1.0' in figures
    assert "planbot_plans 2.0" in figures
    assert "孕产妇" not in figures


async def test_without_an_index_it_says_so(start: Start, data_dir, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    client = await start(folder)
    (folder / "index" / "CURRENT").unlink()
    async with client.get("/api/plans", headers=BEARER) as response:
        assert response.status == 503
        assert "planbot index" in (await response.json())["error"]["message"]


def test_the_secret_is_kept_for_its_user_alone(tmp_path):
    signer_of(tmp_path)
    assert (tmp_path / "web_secret").stat().st_mode & 0o777 == 0o600
