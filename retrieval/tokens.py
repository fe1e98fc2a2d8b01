"""Token counts with no network: the Qwen vocabulary that the dashscope package ships, through tiktoken.

tiktoken's own vocabularies are downloaded at first use, which an office without internet cannot do.
"""

import functools
import importlib.util
from pathlib import Path

from tiktoken import Encoding
from tiktoken.load import load_tiktoken_bpe

# The splitting pattern of the Qwen tokenizer (QwenLM/Qwen, tokenization_qwen.py), under which the vocabulary was made.
_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


@functools.cache
def encoding() -> Encoding:
    """The Qwen byte-pair encoding (151,643 ranks), loaded at first use in about 0.3 s."""
    spec = importlib.util.find_spec("dashscope")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("dashscope, which ships the vocabulary, is not installed")
    vocabulary = Path(spec.submodule_search_locations[0]) / "resources" / "qwen.tiktoken"
    return Encoding("qwen", pat_str=_PATTERN, mergeable_ranks=load_tiktoken_bpe(str(vocabulary)), special_tokens={})


def count_tokens(text: str) -> int:
    """Tokens of ``text``; a run of white space counts as one character, since plans are read that way."""
    return len(encoding().encode_ordinary(" ".join(text.split())))
