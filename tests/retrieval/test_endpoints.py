"""Embedding and rerank endpoints: recorded, swapped, taken over, and done without where they fail."""

import json
import sys
from pathlib import Path

import pytest

from bot.library import Library
from corpus.errors import IndexUnavailable
from retrieval.endpoints import Endpoint, RetrievalOptions
from retrieval.index import embed_anew, update_index
from retrieval.opening import current_generation
from tests.bot.model.stub_openai import Script, serving


def manifest(data: Path) -> dict[str, object]:
    folder = current_generation(data)
    assert folder is not None
    loaded: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return loaded


def test_a_change_of_embedding_embeds_anew_and_swaps(tmp_path: Path, plan_folder: Path) -> None:
    script = Script()
    with serving(script) as url:
        options = RetrievalOptions(embedding=Endpoint(url, "bge", "sk-secret"))
        update_index(tmp_path, [plan_folder])
        assert manifest(tmp_path)["embedding"] == ""
        steps: list[str] = []
        report = embed_anew(tmp_path, options, lambda step, _done, _total: steps.append(step))
        assert report.changed
        assert "embedding" in steps
        assert "bge" in str(manifest(tmp_path)["embedding"])
        assert "sk-secret" not in json.dumps(manifest(tmp_path))
        assert not embed_anew(tmp_path, options).changed
        sent = len(script.requests)
        library = Library(tmp_path, options)
        assert library.retriever.chunks("名医下乡巡诊", None)
        assert len(script.requests) == sent + 1
        update_index(tmp_path, [plan_folder / "yunxi.txt"], fresh=True, options=options)
        assert len(script.requests) == sent + 1  # the vectors of the plan that stayed were taken over


@pytest.mark.parametrize("script", [Script(status=500), Script(body="{}"), Script(embed=lambda _: [0.0, 0.0])])
def test_a_dead_embedding_endpoint_leaves_the_words_and_says_so(
    tmp_path: Path, plan_folder: Path, script: Script
) -> None:
    with serving(script) as url:
        options = RetrievalOptions(embedding=Endpoint(url, "bge"))
        report = update_index(tmp_path, [plan_folder], options=options)
    assert len(report.notices) == 1
    assert manifest(tmp_path)["embedding"] == ""
    assert Library(tmp_path, options).retriever.chunks("名医下乡巡诊", None)


@pytest.mark.parametrize("module", ["langchain_openai", "chromadb"])
def test_without_what_vectors_need_there_are_none_and_it_is_said(
    tmp_path: Path, plan_folder: Path, module: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    options = RetrievalOptions(embedding=Endpoint("http://127.0.0.1:9/v1", "bge"))
    (notice,) = update_index(tmp_path, [plan_folder], options=options).notices
    assert "planbot[model]" in notice
    assert manifest(tmp_path)["embedding"] == ""
    assert Library(tmp_path, options).retriever.chunks("名医下乡巡诊", None)
    assert [record.message for record in caplog.records] == [notice]


def test_an_endpoint_that_dies_later_is_done_without(
    tmp_path: Path, plan_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Script()) as url:
        options = RetrievalOptions(embedding=Endpoint(url, "bge"))
        update_index(tmp_path, [plan_folder], options=options)
    retriever = Library(tmp_path, options).retriever
    for _ in range(3):
        assert retriever.chunks("名医下乡巡诊", None)
    assert caplog.text.count("embedding endpoint failed") == 1


def test_a_rerank_endpoint_orders_and_a_broken_one_does_not(tmp_path: Path, plan_folder: Path) -> None:
    update_index(tmp_path, [plan_folder])
    plain = Library(tmp_path).retriever.chunks("巡诊", None)
    last = Script(rank=lambda _query, text: -float("巡诊" in text))
    with serving(last) as url:
        ranked = Library(tmp_path, RetrievalOptions(rerank=Endpoint(url, "rr"))).retriever
        assert ranked.chunks("巡诊", None)[-1] in plain[:2]
    with serving(Script(body='{"results": [{"index": 999, "relevance_score": 1}]}')) as url:
        broken = Library(tmp_path, RetrievalOptions(rerank=Endpoint(url, "rr"))).retriever
        assert broken.chunks("巡诊", None) == plain


def test_a_dead_chroma_server_stops_a_build_and_leaves_what_is_served(tmp_path: Path, plan_folder: Path) -> None:
    update_index(tmp_path, [plan_folder])
    served = current_generation(tmp_path)
    with serving(Script()) as url:
        options = RetrievalOptions(Endpoint(url, "bge"), chroma_url="http://127.0.0.1:9")
        with pytest.raises(IndexUnavailable, match="PLANBOT_CHROMA_URL"):
            update_index(tmp_path, [plan_folder], options=options)
    assert current_generation(tmp_path) == served
    assert not list((tmp_path / "index").glob("building-*"))
