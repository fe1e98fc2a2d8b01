"""What strangers and files try, and what holds it."""

import asyncio
import io
import re
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from pydantic import SecretStr
from web_server import BEARER, PASSWORD, TOKEN, Client, Start, form_token, marked, settings_of, sign_in
from yarl import URL

from bot.chat.links import Links
from bot.chat.signing import SECRET_BYTES, Signer, signer_of
from bot.web.doors import MOST_SIGN_INS
from bot.web.faults import HEADERS
from bot.web.forms import own_path
from bot.web.sessions import COOKIE, LIFE_SECONDS, Role, Sessions
from corpus.errors import WebUnavailable
from retrieval.index import update_index

READERS_PAGES = ("/", "/plans", "/plans/yunxi.txt", "/api/plans", "/api/indicators", "/api/openapi.json", "/metrics")
SCRIPT = "<script>alert(1)</script>"


def signed(data_dir: Path, file: str, clock=None) -> str:
    links = Links(signer_of(data_dir), "", 7) if clock is None else Links(signer_of(data_dir), "", 7, clock)
    return links.signed(file, 120, 140)


@pytest.mark.parametrize("path", READERS_PAGES)
async def test_a_stranger_sees_nothing(client: Client, path: str):
    async with client.get(path, allow_redirects=False) as response:
        body = await response.text()
        assert response.status in (303, 401, 403)
    assert "孕产妇" not in body
    assert "卫生健康发展" not in body


@pytest.mark.parametrize(
    "header",
    ["Bearer wrong", "Bearer ", "Bearer", "Basic dGVzdA==", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer 令牌"],
)
async def test_forged_tokens(client: Client, header: str):
    async with client.get("/api/plans", headers={"Authorization": header}) as response:
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_without_tokens_this_machine_alone_is_served(start: Start):
    client = await start(api_tokens=frozenset())
    async with client.get("/api/plans") as response:
        assert response.status == 200
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        async with client.get("/api/plans", headers={name: "203.0.113.9"}) as response:
            assert response.status == 401
    # A page elsewhere whose name resolves to this machine.
    for host in ("evil.example", "127.0.0.1.evil.example", "[", ""):
        async with client.get("/api/plans", headers={"Host": host}) as response:
            assert response.status in (400, 401)


@pytest.mark.parametrize(
    "path",
    [
        "/plans/..%2F..%2Fweb_secret",
        "/plans/../web_secret",
        "/plans/%2e%2e/%2e%2e/etc/passwd",
        "/plans//etc/passwd",
        "/plans/yunxi.txt%00",
        "/plans/./yunxi.txt",
        "/plans/index/CURRENT",
        "/plans/..%5c..%5cweb_secret",
        "/planbot.css/../../signing.py",
        "/static/planbot.css",
    ],
)
async def test_no_path_reaches_the_disk(client: Client, path: str):
    url = URL(str(client.make_url("/"))[:-1] + path, encoded=True)
    async with client.session.get(url, headers=BEARER, allow_redirects=False) as response:
        assert response.status == 404
        body = await response.read()
    assert b"root:" not in body


async def test_a_link_opens_its_document_and_no_other(client: Client, data_dir: Path):
    url = signed(data_dir, "yunxi.txt")
    async with client.get(url) as response:
        assert response.status == 200
        assert "/plans/shiqiao" not in await response.text()
    for forged in (
        url.replace("yunxi", "shiqiao"),
        re.sub(r"sig=(.)", lambda found: f"sig={'A' if found[1] != 'A' else 'B'}", url),
        re.sub(r"expires=(\d)", lambda found: f"expires={(int(found[1]) + 1) % 10}", url),
        re.sub(r"&sig=[^#]*", "", url),
        re.sub(r"&sig=[^#]*", "&sig=", url),
        re.sub(r"&sig=[^#]*", "&sig=%ED%A0%80令", url),
        re.sub(r"&expires=\d+", "&expires=", url),
        url.split("?")[0],
    ):
        async with client.get(forged) as response:
            assert response.status == 403
            assert "链接已过期或不完整" in await response.text()
    for path in ("/plans", "/", "/api/plans", "/console"):
        async with client.get(f"{path}?{URL(url).query_string}", allow_redirects=False) as response:
            assert response.status in (303, 401)


async def test_a_link_expires(client: Client, data_dir: Path):
    async with client.get(signed(data_dir, "yunxi.txt", clock=lambda: 1_000_000.0)) as response:
        assert response.status == 403
    now = 2_160_000.0  # on the hour
    links = Links(Signer(b"x" * 32), "", 7, lambda: now)
    query = URL(links.signed("a.txt")).query
    assert links.opens("a.txt", query["expires"], query["sig"])
    now += 7 * 86_400
    assert not links.opens("a.txt", query["expires"], query["sig"])


async def test_a_link_of_another_installation(client: Client):
    links = Links(Signer(b"x" * SECRET_BYTES), "", 7)
    async with client.get(links.signed("yunxi.txt")) as response:
        assert response.status == 403


def test_a_signature_is_for_one_purpose():
    signer = Signer(b"x" * SECRET_BYTES)
    assert signer.sign("form", "a") != signer.sign("session", "a")
    assert signer.sign("form", "a", "b") != signer.sign("form", "a,b") != signer.sign("form", 'a", "b')


def test_a_broken_secret_is_said(tmp_path: Path):
    (tmp_path / "web_secret").write_bytes(b"short")
    with pytest.raises(WebUnavailable, match=r"web_secret"):
        signer_of(tmp_path)


async def test_forms_of_others_are_refused(client: Client):
    """A form that another site sends has the browser's cookie at best, never the token that belongs to it."""
    await sign_in(client, TOKEN)
    async with client.get("/") as response:
        own = form_token(await response.text())
    other = Sessions(Signer(b"x" * SECRET_BYTES), {})
    foreign = other.form_token(other.begin(Role.VISITOR))
    for token in ("", "x", foreign, own[:-1], "令"):
        for path in ("/", "/login", "/logout"):
            async with client.post(path, data={"form_token": token, "question": "床位"}) as response:
                assert response.status == 403
                assert "页面已过期" in await response.text()
    async with client.post("/", data={"question": "床位"}) as response:
        assert response.status == 403
    async with client.post("/", json={"question": "床位"}) as response:
        assert response.status == 403
    async with client.post("/", data={"form_token": own, "question": "云溪市床位"}) as response:
        assert response.status == 200
    client.session.cookie_jar.clear()
    async with client.post("/login", data={"form_token": own, "word": TOKEN}) as response:
        assert response.status == 403


async def test_signing_in_gives_what_the_word_admits_to(client: Client):
    assert await sign_in(client, "wrong") == 403
    assert await sign_in(client, "") == 403
    assert await sign_in(client, TOKEN) == 303
    async with client.get("/plans") as response:
        assert response.status == 200
    async with client.get("/plans") as response:
        page = await response.text()
    assert "/console" not in page


async def test_the_cookie_is_out_of_reach(start: Start):
    client = await start(web_url="https://plans.example")
    async with client.get("/login") as response:
        cookie = SimpleCookie(response.headers["Set-Cookie"])[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    assert cookie["path"] == "/"


async def test_forged_sessions(client: Client, data_dir: Path):
    signer = signer_of(data_dir)
    sessions = Sessions(signer, {Role.READER: [TOKEN], Role.ADMIN: [PASSWORD]})
    reader = sessions.begin(Role.READER).value
    late = Sessions(signer, {Role.READER: [TOKEN], Role.ADMIN: [PASSWORD]}, lambda: 1_000.0).begin(Role.READER).value
    others = Sessions(signer, {Role.READER: ["an older token"]}).begin(Role.READER).value
    for value in (
        "",
        "...",
        reader.replace("reader", "admin"),
        reader[:-1],
        late,
        others,
        "x.y",
        "admin.a.9999999999.z",
    ):
        async with client.get("/plans", headers={"Cookie": f"{COOKIE}={value}"}, allow_redirects=False) as response:
            assert response.status == 303
    async with client.get("/plans", headers={"Cookie": f"{COOKIE}={reader}"}) as response:
        assert response.status == 200
    now = 5_000.0
    passing = Sessions(signer, {}, lambda: now)
    value = passing.begin(Role.READER).value
    assert passing.read(value)
    now += LIFE_SECONDS
    assert passing.read(value) is None


async def test_passwords_cannot_be_tried_without_end(client: Client):
    for _ in range(MOST_SIGN_INS):
        assert await sign_in(client, "wrong") == 403
    assert await sign_in(client, PASSWORD) == 429


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "",
        "/a b",
        "/a\r\nX: y",
    ],
)
def test_one_is_led_to_no_other_site(path: str):
    assert own_path(path) == "/"


def test_one_is_led_on_within_the_site():
    assert own_path("/plans/a%2Fb.txt?start=1&end=2") == "/plans/a%2Fb.txt?start=1&end=2"


@pytest.fixture(scope="module")
def hostile_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a plan whose every part is a script, with a bidirectional override."""
    folder = tmp_path_factory.mktemp("hostile")
    text = f"""---
title: 云溪市{SCRIPT}事业发展“十四五”规划
region: 云溪市
issuer: {SCRIPT}
---

云溪市{SCRIPT}事业发展“十四五”规划

一、目标{SCRIPT}

全市建设{SCRIPT}示范点12个，\u202e覆盖率达到90%。<mark>假的</mark><img src=x onerror=alert(1)>

主要指标{SCRIPT}

指标\t单位\t2020年\t2025年目标{SCRIPT}
孕产妇死亡率{SCRIPT}\t/10万\t9.8\t<9
人均预期寿命\t岁\t78\t79"><b>
"""
    (folder / f"{SCRIPT.replace('/', '∕')}&'\"规划.txt").write_text(text, "utf-8")
    update_index(folder / "data", [folder])
    return folder / "data"


async def test_scripts_in_plans_and_names_are_text(start: Start, hostile_dir: Path):
    client = await start(hostile_dir)
    async with client.get("/api/plans", headers=BEARER) as response:
        (plan,) = (await response.json())["plans"]
    await sign_in(client, TOKEN)
    async with client.get("/") as response:
        token = form_token(await response.text())
    asked = {
        "form_token": token,
        "question": f"云溪市示范点有多少个{SCRIPT}",
        "history": [f"{SCRIPT}床位", '"><script>'],
    }
    async with client.post("/", data=asked) as response:
        pages = [await response.text()]
    for path in ("/plans", f"{plan['url'].split('#')[0]}&start=0&end=60", f"/login?next=/{SCRIPT}", f"/{SCRIPT}"):
        async with client.get(path) as response:
            pages.append(await response.text())
    for page in pages:
        assert not re.search(r"<(script|img|b|style|iframe)\b", page)
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert "\u202e" not in page
    assert "&lt;script&gt;" in pages[0]
    assert SCRIPT in marked(pages[2])


async def test_heads_stand_on_everything(client: Client):
    for path in ("/", "/plans/yunxi.txt", "/planbot.css", "/api/plans", "/nothing", "/healthz", "/login"):
        for heads in ({}, BEARER):
            async with client.get(path, headers=heads, allow_redirects=False) as response:
                assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
                assert response.headers["Cache-Control"] == ("max-age=3600" if path == "/planbot.css" else "no-store")
    assert "script-src" not in HEADERS["Content-Security-Policy"]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


async def test_floods_are_stopped_caller_by_caller(start: Start):
    client = await start(web_limit=10)
    statuses = []
    for _ in range(14):
        async with client.get("/api/plans", headers=BEARER) as response:
            statuses.append(response.status)
    assert statuses == [200] * 10 + [429] * 4
    assert int(response.headers["Retry-After"]) > 0
    # Who has no token is counted by himself, whatever cookies he makes up.
    statuses = []
    for number in range(14):
        async with client.get("/login", headers={"Cookie": f"{COOKIE}={number}"}) as response:
            statuses.append(response.status)
    assert statuses == [200] * 10 + [429] * 4


async def test_tokens_cannot_be_tried_without_end(start: Start):
    client = await start(web_limit=10)
    statuses = []
    for number in range(14):
        async with client.get("/api/plans", headers={"Authorization": f"Bearer {number}"}) as response:
            statuses.append(response.status)
    assert statuses == [401] * 10 + [429] * 4


@pytest.mark.parametrize("url", ["plans.example", "ftp://plans.example", "https://plans.example/below"])
def test_addresses_that_are_no_root_of_a_server(data_dir: Path, url: str):
    with pytest.raises(ValueError, match="no root"):
        settings_of(data_dir, web_url=url)


@pytest.mark.parametrize("path", ["/", "/login", "/api/ask"])
async def test_huge_bodies(client: Client, path: str):
    await sign_in(client, TOKEN)
    heads = BEARER if path.startswith("/api") else {"Content-Type": "application/x-www-form-urlencoded"}
    async with client.post(path, data=io.BytesIO(b"question=" + b"x" * 2_000_000), headers=heads) as response:
        assert response.status == 413
        assert "太大" in await response.text()


async def test_odd_forms(client: Client):
    for body, kind in (
        (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "multipart/form-data"),
        (b"a=b", "application/x-www-form-urlencoded; charset=none"),
    ):
        async with client.post("/login", data=body, headers={"Content-Type": kind}) as response:
            assert response.status in (400, 403)
            assert "请" in await response.text()


async def test_long_conversations_are_cut(client: Client):
    await sign_in(client, TOKEN)
    async with client.get("/") as response:
        token = form_token(await response.text())
    sent = {"form_token": token, "question": "云溪市床位", "history": [f"问{n}" for n in range(60)]}
    async with client.post("/", data=sent) as response:
        assert (await response.text()).count('class="question"') == 8


async def test_questions_side_by_side(client: Client):
    """Many at once are all answered, each its own."""

    async def one(number: int) -> bool:
        region = ("云溪市", "石桥县")[number % 2]
        body = {"question": f"{region}2025年孕产妇死亡率目标是多少？"}
        async with client.post("/api/ask", json=body, headers=BEARER) as response:
            return (await response.json())["facts"][0]["region"] == region

    assert all(await asyncio.gather(*map(one, range(40))))


def test_secrets_are_in_no_text_of_the_settings(data_dir: Path):
    settings = settings_of(
        data_dir, api_tokens=frozenset({SecretStr("geheim-1")}), console_password=SecretStr("geheim-2")
    )
    assert "geheim" not in repr(settings)
