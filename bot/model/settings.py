"""Settings of the optional endpoints: chat model, embeddings, reranking, Chroma server. All empty: nothing is used."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from corpus.errors import SettingsInvalid
from prompts import say
from retrieval.endpoints import Endpoint, RetrievalOptions


class ModelSettings(BaseSettings):
    """Part of ``bot.settings.Settings``. An endpoint is used where its base URL is set; then it needs a model's name."""

    llm_base_url: str | None = Field(default=None, description="root of an OpenAI-compatible chat endpoint, up to /v1")
    llm_model: str = Field(default="", description="name of the chat model")
    llm_api_key: SecretStr | None = Field(default=None, description="key of the chat endpoint; local ones need none")
    llm_seconds: float = Field(
        default=20.0, gt=0, le=300, description="seconds that all model calls of one question may take together"
    )
    llm_context_tokens: int = Field(
        default=4096, ge=1024, description="tokens that a prompt and its reply may take in the model's context"
    )
    llm_price_in: float = Field(default=0.0, ge=0, description="price of a million prompt tokens, for the cost shown")
    llm_price_out: float = Field(default=0.0, ge=0, description="price of a million reply tokens")
    embedding_base_url: str | None = Field(default=None, description="root of an OpenAI-compatible embedding endpoint")
    embedding_model: str = Field(default="", description="name of the embedding model")
    embedding_api_key: SecretStr | None = Field(default=None, description="key of the embedding endpoint")
    rerank_base_url: str | None = Field(default=None, description="root of an endpoint that serves POST /rerank")
    rerank_model: str = Field(default="", description="name of the rerank model")
    rerank_api_key: SecretStr | None = Field(default=None, description="key of the rerank endpoint")
    chroma_url: str | None = Field(
        default=None, description="a Chroma server for the vectors instead of the data folder"
    )

    def chat_endpoint(self) -> Endpoint | None:
        """Where the chat model is served; None where no model is used. Raises SettingsInvalid."""
        return _endpoint("LLM", self.llm_base_url, self.llm_model, self.llm_api_key)

    def retrieval_options(self) -> RetrievalOptions:
        """What retrieval and indexing may use. Raises SettingsInvalid."""
        return RetrievalOptions(
            _endpoint("EMBEDDING", self.embedding_base_url, self.embedding_model, self.embedding_api_key),
            _endpoint("RERANK", self.rerank_base_url, self.rerank_model, self.rerank_api_key),
            self.chroma_url or None,
        )


def _endpoint(name: str, base_url: str | None, model: str, key: SecretStr | None) -> Endpoint | None:
    if not base_url or not base_url.strip():
        return None
    if not model.strip():
        raise SettingsInvalid(say("model.no_model_name", name=f"PLANBOT_{name}_MODEL", url=f"PLANBOT_{name}_BASE_URL"))
    if not base_url.strip().startswith(("http://", "https://")):
        raise SettingsInvalid(say("model.bad_url", name=f"PLANBOT_{name}_BASE_URL"))
    return Endpoint(base_url.strip().rstrip("/"), model.strip(), key.get_secret_value().strip() if key else "")
