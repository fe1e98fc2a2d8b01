"""What an administrator says of a file: 名称：云岭市停车规划 地区：云岭市, in its caption or in reply to it."""

import json
import re
from pathlib import Path

from bot.inert import seen

_FIELDS = {"名称": "title", "标题": "title", "地区": "region"}
_FIELD = re.compile(rf"({'|'.join(_FIELDS)})\s*[：:]\s*(.+?)\s*(?=[；;，,。\n]|(?:{'|'.join(_FIELDS)})\s*[：:]|$)")


def named_in(text: str) -> dict[str, str]:
    """The fields (title, region) that ``text`` gives, empty where it gives none."""
    return {_FIELDS[match[1]]: seen(match[2]).strip("《》「」 ") for match in _FIELD.finditer(text)}


def sidecar(path: Path) -> Path:
    """The file beside the plan ``path`` that says what its text does not."""
    return path.with_name(f"{path.name}.toml")


def toml_of(fields: dict[str, str]) -> str:
    """``fields`` as the text of such a file: a JSON string is a TOML one."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
