"""What is installed only where it is asked for: the extras of pyproject.toml that a feature needs."""

import importlib.util

# Each with the module that it brings and nothing else does (a test compares them with pyproject.toml).
EXTRAS = {"charts": "matplotlib", "mcp": "mcp", "model": "langchain_openai", "ocr": "rapidocr"}


def has_extra(name: str) -> bool:
    """Whether the extra ``planbot[name]`` is installed. Raises KeyError where there is none of that name."""
    return importlib.util.find_spec(EXTRAS[name]) is not None
