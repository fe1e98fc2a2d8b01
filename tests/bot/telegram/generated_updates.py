"""Updates of every type that the Bot API has, made from the library's own signatures, and then damaged."""

import copy
import datetime as dtm
import functools
import inspect
import json
import random
import sys
import typing
from collections.abc import Sequence
from types import UnionType
from typing import Any

import telegram
from markup import entities_in
from people import GROUP, LI, OLD_GROUP, PRIVATE, WANG, WANGS

Json = dict[str, Any]

CHANNEL = {"id": -200, "type": "channel", "title": "频道"}
FORUM = {"id": -300, "type": "supergroup", "title": "分话题的群", "is_forum": True}
CHATS = (PRIVATE, WANGS, GROUP, OLD_GROUP, CHANNEL, FORUM)
USERS = (LI, WANG, {"id": 9, "is_bot": True, "first_name": "别的", "username": "OtherBot"})
# The bot reads these; of the others it gets one in so many.
USUAL = ("message", "edited_message", "callback_query", "inline_query")
TEXTS = (
    "床位?", "@PlanBot 甲市床位多少", "@PlanBot", "/help", "/plans", "/chart 床位", "/source", "/compare@PlanBot 床位", "/status",
    "/allow", "/deny", "/allow 99999999999999999999", "/remove 1", "/feedback", "/reset", "/start q_%%%", "/nonsense", "那乙区呢",
    "👍🏽 @PlanBot 👨‍👩‍👧", "\u202e倒过来", "", " ", "甲" * 4096, "a\x00b", "<b>&</b>", "s:abc:0", "k:abc", "p:x:9999",
)  # fmt: skip
HALVES = ("\ud83d", "\udc00床位", "@PlanBot \ud83d\ud83d床位\udc00")
ODD = (
    None, True, False, 0, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, 10**400, 1.5, float("nan"), float("inf"), "", "0", "\x00",
    *HALVES, "x" * 100_000, [], {}, [[]], [None], {"": ""}, {"id": {}}, [{"type": "mention", "offset": 2**40, "length": -5}],
)  # fmt: skip
# How likely an optional field is there, by depth: a message has a hundred of them.
LIKELY = (0.12, 0.06, 0.02)
# Optional in the signature for the sake of older programs, and refused where missing.
NEEDED = {"persistent_id", "allows_revoting", "option_persistent_ids", "can_react_to_messages", "members_only"}
RENAMED = {"from_user": "from"}


class Updates:
    """A stream of updates that one seed makes again."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._types = _hints(telegram.Update)

    def sound(self) -> Json:
        """An update of any type with fields of the right types."""
        kind = self._chance.choice(USUAL if self._chance.random() < 0.7 else list(self._types))
        if kind == "update_id":
            return {}
        return {kind: self._value(self._types[kind], kind, 0)}

    def damaged(self) -> Json:
        """A sound one of which a few fields are gone, swapped or odd."""
        update = self.sound()
        for _ in range(self._chance.randint(1, 4)):
            self._damage(update)
        return update

    def _damage(self, update: Json) -> None:
        nodes = list(_nodes(update))
        if not nodes:
            update["message"] = copy.deepcopy(self._chance.choice(ODD))
            return
        holder, key = self._chance.choice(nodes)
        what = self._chance.random()
        if what < 0.25:
            del holder[key]
        elif what < 0.4:
            other, name = self._chance.choice(nodes)
            holder[key] = json.loads(json.dumps(other[name])) if name in other or isinstance(other, list) else None
        elif what < 0.45 and isinstance(holder, dict):
            holder[f"new_{key}"] = [holder[key]] * 3
        else:
            holder[key] = copy.deepcopy(self._chance.choice(ODD))

    def _value(self, kind: Any, name: str, depth: int) -> Any:
        """A value of a signature's type."""
        chance, origin = self._chance, typing.get_origin(kind)
        if origin in (UnionType, typing.Union):
            kinds = [one for one in typing.get_args(kind) if one is not type(None)]
            # Durations are read from numbers, which fit into one.
            return self._value(dtm.timedelta if dtm.timedelta in kinds else chance.choice(kinds), name, depth)
        if origin is not None and issubclass(origin, Sequence):
            return [self._value(typing.get_args(kind)[0], name, depth + 1) for _ in range(chance.randint(0, 2))]
        if origin is typing.Literal:
            return chance.choice(typing.get_args(kind))
        if inspect.isclass(kind) and issubclass(kind, telegram.TelegramObject):
            return self._object(kind, depth)
        if kind is bool:
            return chance.random() < 0.5
        if kind is dtm.datetime:
            return 1_760_000_000 + chance.randint(0, 10**6)
        if kind is dtm.timedelta:
            return chance.randint(0, 86_400)
        if kind is int:
            return chance.choice((chance.randint(0, 60), -100, 2**31, 2**52))
        if kind is float:
            return chance.uniform(-90, 90)
        return chance.choice(TEXTS)

    def _object(self, kind: type[telegram.TelegramObject], depth: int) -> Json:
        if kind is telegram.Chat:
            return dict(self._chance.choice(CHATS))
        if kind is telegram.User:
            return dict(self._chance.choice(USERS))
        made, discriminator = self._chance.choice(_concrete(kind))
        likely = LIKELY[min(depth, len(LIKELY) - 1)]
        needed = _required(made)
        found: Json = dict(discriminator)
        for name, hint in _hints(made).items():
            if name in needed or self._chance.random() < likely:
                found[RENAMED.get(name, name)] = self._value(hint, name, depth + 1)
        if made is telegram.Message:
            self._finish(found)
        elif made is telegram.InaccessibleMessage:
            found["date"] = 0
        return found

    def _finish(self, message: Json) -> None:
        """Make of a message what somebody may have said in a chat: mostly text, often marked, often a reply."""
        chance = self._chance
        if message["chat"]["type"] == "private":
            message["from"] = {**LI, "id": message["chat"]["id"]}
        else:
            message.setdefault("from", dict(chance.choice(USERS)))
        if chance.random() < 0.7:
            message["text"] = chance.choice(TEXTS)
            message["entities"] = entities_in(message["text"])


def _nodes(value: Any) -> "typing.Iterator[tuple[Any, Any]]":
    """(holder, key) of every value inside."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _nodes(value[key])


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind.__init__, vars(sys.modules[kind.__module__]), vars(telegram))
    return {name: hint for name, hint in hints.items() if name not in ("return", "api_kwargs")}


@functools.cache
def _required(kind: type) -> frozenset[str]:
    parameters = inspect.signature(kind).parameters.values()
    return frozenset(
        p.name for p in parameters if p.name in _hints(kind) and (p.default is p.empty or p.name in NEEDED)
    )


@functools.cache
def _concrete(kind: type) -> list[tuple[type, dict[str, str]]]:
    """(class, field that tells it from its siblings) of what may stand where ``kind`` is expected."""
    leaves = [leaf for child in kind.__subclasses__() for leaf in _concrete(child)]
    if leaves:
        return leaves
    sample = kind(**dict.fromkeys(_hints(kind), False)) if kind.__base__ is not telegram.TelegramObject else None
    for field in ("type", "status", "source"):
        if sample is not None and field not in _hints(kind) and hasattr(sample, field):
            return [(kind, {field: str(getattr(sample, field))})]
    return [(kind, {})]
