"""``make reply-lengths``: how many characters replies of passages show before the fold, over the answered questions of
../shared/eval/five.jsonl that quote running text. Prints figures and judges nothing."""

import json
import statistics
import tempfile
from pathlib import Path

from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer
from bot.replying.blocks import Quotation, Reply
from bot.replying.composing import reply_of
from bot.replying.lines import lines_of
from retrieval.index import update_index

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def main() -> None:
    """Print the median, the 90th percentile and the longest."""
    cases = map(json.loads, (SHARED / "eval" / "five.jsonl").read_text("utf-8").splitlines())
    with tempfile.TemporaryDirectory() as scratch:
        update_index(Path(scratch), [SHARED / "plans"])
        assistant = Assistant(Library(Path(scratch)))
        answers = [assistant.ask(case["question"], case.get("history", [])) for case in cases]
        assistant.close()
    lengths = sorted(len(unfolded(reply_of(answer))) for answer in answers if quotes_text(answer))
    print(f"{len(lengths)} replies of passages, characters before the fold: median {statistics.median(lengths):.0f},")
    print(f"90th percentile {lengths[int(0.9 * len(lengths))]}, longest {lengths[-1]}")


def quotes_text(answer: Answer) -> bool:
    """Whether an answer is made of sentences, not of figures of tables."""
    return not answer.refused and not answer.facts and any(citation.table is None for citation in answer.citations)


def unfolded(reply: Reply) -> str:
    """What a reader sees of a reply before he opens anything."""
    return lines_of(Reply(tuple(block for block in reply.blocks if not isinstance(block, Quotation))))


if __name__ == "__main__":
    main()
