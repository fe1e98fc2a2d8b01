"""Plans by chat: an administrator sends a file or names a plan, is told what would change, and decides."""

import asyncio
import logging
import re
import secrets
import shutil
import time
from contextlib import closing
from pathlib import Path

from telegram import CallbackQuery, Document, Message

from bot.chat.access import Access
from bot.chat.answering import Answering
from bot.chat.naming import named_in, sidecar, toml_of
from bot.chat.state import State
from bot.chat.state.private import private_folder, write_private
from bot.chat.state.proposals import Proposal
from bot.chat.workshop import Json, WorkFailed, Workshop
from bot.inert import seen
from bot.telegram.attachments import file_of
from bot.telegram.buttons import Action, Press, decision_keyboard
from bot.telegram.formatting import messages
from bot.telegram.sending import Place, Sender
from corpus.readers import READABLE, SUFFIXES
from prompts import cause_of, say

log = logging.getLogger(__name__)

# Telegram's servers hand out files up to this size.
MOST_BYTES = 20 * 1024 * 1024
# Warnings shown of a plan; the others are counted.
MOST_WARNINGS = 5
# Telegram takes about one edit of a message a second; a reader wants to see that something moves.
PROGRESS_EVERY_SECONDS = 2.0
# A file name's length that every file system takes, three bytes a Chinese character.
MOST_NAME_CHARACTERS = 60


class PlanDesk:
    """Where the index is changed from chats. ``folder`` is the data folder: uploads wait in ``uploads`` below it, and
    the originals of what was taken up stay in ``plans``."""

    def __init__(
        self, folder: Path, answering: Answering, state: State, sender: Sender, access: Access, workshop: Workshop
    ) -> None:
        self._folder = folder
        self._answering = answering
        self._state = state
        self._sender = sender
        self._access = access
        self._workshop = workshop

    async def propose(self, update_id: int, message: Message, admin: str) -> None:
        """Read the file of ``message``, or of the one that it replies to, and say what it holds, with buttons to take it up
        or not. What the message says of its title and region goes before what the file does."""
        place, document = Place.beside(message), file_of(message)
        assert document is not None
        given = named_in(message.caption or message.text or "")
        if self._state.conversations.was_sent(update_id, 0) is not None:
            return
        name = _safe(document.file_name or "")
        problem = _problem(document, name)
        if problem:
            await self._sender.reply(update_id, place, messages(problem))
            return
        upload = Path("uploads") / secrets.token_hex(8) / name
        async with self._sender.typing(place):
            data = await self._sender.fetch(document.file_id)
            if data is None:
                await self._sender.reply(update_id, place, messages(say("desk.cannot_fetch", file=name)))
                return
            try:
                await asyncio.to_thread(_write, self._folder / upload, data)
                if given:
                    await asyncio.to_thread(_write, sidecar(self._folder / upload), toml_of(given).encode())
                result = await self._workshop.read(self._folder / upload)
            except WorkFailed as error:
                shutil.rmtree((self._folder / upload).parent, ignore_errors=True)
                await self._sender.reply(update_id, place, messages(str(error)))
                return
        if result["name_taken"]:
            upload = _renamed(self._folder, upload)
        token = self._state.proposals.make(str(place.chat), admin, upload.name, str(upload), result["title"])
        await self._sender.reply(
            update_id, place, messages(_findings(upload.name, result)), keyboard=decision_keyboard(token)
        )

    async def propose_removal(self, update_id: int, place: Place, admin: str, wanted: str) -> None:
        """Ask whether the plan that ``wanted`` names (its number in /plans, its file, region or title) is to go."""
        plans = await asyncio.to_thread(self._held)
        chosen = [plan for number, plan in enumerate(plans, 1) if wanted and wanted in (str(number), *plan)]
        if len(chosen) != 1:
            await self._sender.reply(update_id, place, messages(say("desk.which")))
            return
        file, title, _ = chosen[0]
        token = self._state.proposals.make(str(place.chat), admin, file, None, title)
        text = say("desk.remove", title=title, file=file)
        await self._sender.reply(update_id, place, messages(text), keyboard=decision_keyboard(token))

    async def decide(self, update_id: int, query: CallbackQuery, press: Press, own: bool) -> None:
        """Carry out, or drop, the proposal whose button was pressed; only its own administrator may, and only under the
        message that carries the button (``own``)."""
        message, proposal = query.message, self._state.proposals.get(press.token)
        if proposal is None or message is None or str(message.chat.id) != proposal.chat:
            await self._sender.answer_press(query.id, say("press.expired"), alert=True)
        elif str(query.from_user.id) != proposal.admin or proposal.admin not in self._access.admins:
            await self._sender.answer_press(query.id, say("press.not_yours"), alert=True)
        elif proposal.outcome:
            await self._sender.answer_press(query.id, say("press.decided"), alert=True)
        elif not own:
            await self._sender.answer_press(query.id, say("press.unknown"), alert=True)
        elif press.action is Action.CANCEL:
            self._state.proposals.close(press.token, "cancelled")
            self._drop_upload(proposal)
            await self._sender.answer_press(query.id)
            await self._sender.edit(int(proposal.chat), message.message_id, messages(say("desk.cancelled"))[0])
        else:
            await self._sender.answer_press(query.id, say("desk.started"))
            await self._carry_out(update_id, proposal, message.message_id)

    async def reindex(self) -> str:
        """Read the originals anew, if there are any, and serve the index as it is now; what to tell."""
        originals = self._folder / "plans"
        errors: list[str] = []
        if originals.is_dir() and any(originals.iterdir()):
            try:
                errors = (await self._workshop.change("index", str(originals)))["errors"]
            except WorkFailed as error:
                return str(error)
        changed = await self._answering.refresh()
        count = len(await self._answering.plans())
        return "\n".join((say("desk.reindexed" if changed else "desk.unchanged", count=count), *errors))

    async def _carry_out(self, update_id: int, proposal: Proposal, message: int) -> None:
        """Change the index, showing in the dialog's message how far it is. A failure leaves the buttons for a retry."""
        shown = 0.0

        async def progress(step: str, done: int, total: int) -> None:
            nonlocal shown
            if time.monotonic() - shown >= PROGRESS_EVERY_SECONDS:
                shown = time.monotonic()
                text = say("desk.progress", title=proposal.title, step=say(f"cli.{step}"), done=done, total=total)
                await self._sender.edit(int(proposal.chat), message, messages(text)[0])

        try:
            if proposal.path:
                original = await asyncio.to_thread(self._keep_original, proposal)
                result = await self._workshop.change("index", str(original), progress)
                if result["errors"]:
                    raise WorkFailed("\n".join(result["errors"]))
            else:
                result = await self._workshop.change("remove", proposal.file, progress)
                original = self._folder / "plans" / proposal.file
                for path in (original, sidecar(original)):
                    path.unlink(missing_ok=True)
        except WorkFailed as error:
            log.warning("index not changed update=%d", update_id)
            await self._sender.edit(
                int(proposal.chat), message, messages(str(error))[0], decision_keyboard(proposal.token)
            )
            return
        self._state.proposals.close(proposal.token, "done")
        self._drop_upload(proposal)
        await self._answering.refresh()
        log.info("index changed update=%d plans=%d", update_id, result["plans"])
        done = say("desk.added" if proposal.path else "desk.removed", title=proposal.title, count=result["plans"])
        await self._sender.edit(int(proposal.chat), message, messages(done)[0])

    def _keep_original(self, proposal: Proposal) -> Path:
        """Copy the upload, and what was said of it, to the originals, from where it can be read anew; a second call finds
        it there."""
        original = self._folder / "plans" / proposal.file
        assert proposal.path is not None
        upload = self._folder / proposal.path
        if upload.is_file():
            _write(original, upload.read_bytes())
            sidecar(original).unlink(missing_ok=True)
            if sidecar(upload).is_file():
                _write(sidecar(original), sidecar(upload).read_bytes())
        elif not original.is_file():
            raise WorkFailed(say("desk.upload_gone"))
        return original

    def _drop_upload(self, proposal: Proposal) -> None:
        if proposal.path:
            shutil.rmtree((self._folder / proposal.path).parent, ignore_errors=True)

    def _held(self) -> list[tuple[str, str, str]]:
        """(file, title, region) of the plans, in the order of /plans."""
        from retrieval.opening import open_store

        with closing(open_store(self._folder)) as store:
            return [(plan.file, plan.metadata.title, plan.metadata.region) for plan in store.plans]


def _problem(document: Document, name: str) -> str | None:
    """Why the file is not even fetched, if so."""
    if Path(name).suffix.lower() not in SUFFIXES:
        return say("reading.unknown_format", file=name, formats="、".join(READABLE))
    if (document.file_size or 0) > MOST_BYTES:
        return say("reading.too_large", file=name, limit=MOST_BYTES // 2**20)
    return None


def _safe(name: str) -> str:
    """A file name without folders, what is not seen, and what some file system refuses; its ending is kept."""
    bare = re.sub(r'[<>:"|?*]', "", re.split(r"[/\\]", seen(name))[-1]).strip(". ")
    path = Path(bare or "file")
    return f"{path.stem[:MOST_NAME_CHARACTERS]}{path.suffix[:8]}"


def _write(path: Path, data: bytes) -> None:
    """Write a file two folders or one below the data folder. Raises ``WorkFailed`` where the disk does not take it."""
    try:
        if path.parent.parent.name == "uploads":
            private_folder(path.parent.parent)
        private_folder(path.parent)
        write_private(path, data)
    except OSError as error:
        raise WorkFailed(say("desk.cannot_store", file=path.name, cause=cause_of(error))) from None


def _renamed(folder: Path, upload: Path) -> Path:
    """The upload under a name that no plan of the index has: files are told apart by their names there."""
    fresh = upload.with_name(f"{upload.stem}-{upload.parent.name[:4]}{upload.suffix}")
    (folder / upload).rename(folder / fresh)
    if sidecar(folder / upload).is_file():
        sidecar(folder / upload).rename(sidecar(folder / fresh))
    return fresh


def _findings(name: str, result: Json) -> str:
    warnings = [say("desk.warning", warning=warning) for warning in result["warnings"][:MOST_WARNINGS]]
    if len(result["warnings"]) > MOST_WARNINGS:
        warnings.append(say("desk.more_warnings", count=len(result["warnings"]) - MOST_WARNINGS))
    if result["replaces"]:
        warnings.append(say("desk.replaces", files="、".join(result["replaces"])))
    counts = {key: result[key] for key in ("title", "region", "passages", "tables", "indicators", "values")}
    draft = say("answer.draft") if result["draft"] else ""
    period = result["period"] or say("desk.no_period")
    return "\n".join(
        (say("desk.found", file=name, period=period, draft=draft, **counts), *warnings, say("desk.confirm"))
    )
