"""What a face can do, and replies fitted to it."""

from dataclasses import dataclass, replace

from bot.replying.blocks import Action, Block, Deed, Quotation, Reply, Row, Rows, Run
from prompts import say

# Actions that ask a question, which can be typed where there is nothing to press.
_ASKING = (Deed.OTHER, Deed.SUGGESTION)


@dataclass(frozen=True, slots=True)
class Face:
    """The capabilities of a face. ``edits``: what was sent can be changed, so that an answer may grow before its reader's
    eyes; ``buttons``: actions can be pressed; ``pictures``: a drawing can be shown; ``messages``: so many messages of one
    reply are shown at once, the rest where the reader asks for it."""

    edits: bool
    buttons: bool
    pictures: bool
    messages: int


def fitted(reply: Reply, face: Face) -> Reply:
    """``reply`` with the actions that ``face`` can offer; where nothing can be pressed, what else may be asked stands above
    the sources."""
    actions = tuple(action for action in reply.actions if face.pictures or action.deed is not Deed.CHART)
    if face.buttons:
        return replace(reply, actions=actions)
    asking = [action for action in actions if action.deed in _ASKING]
    return Reply(_with_offers(reply.blocks, asking) if asking else reply.blocks)


def _with_offers(blocks: tuple[Block, ...], asking: list[Action]) -> tuple[Block, ...]:
    rows = Rows(tuple(Row((Run(action.question),)) for action in asking), (Run(say("reply.offers")),))
    told = tuple(block for block in blocks if not isinstance(block, Quotation))
    return (*told, rows, *(block for block in blocks if isinstance(block, Quotation)))
