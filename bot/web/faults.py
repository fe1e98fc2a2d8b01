"""What goes out whatever happens: security headers, and one clear message for every failure."""

import json
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Middleware

from bot.web.pages import Pages
from corpus.errors import PlanbotError
from prompts import say

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# No script, nothing from elsewhere, in no frame, forms to this server alone.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A signed link must not reach another site.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Not which versions serve.
    "Server": "planbot",
}


class Failure(Exception):
    """A request that is not served: the HTTP ``status``, a short ``code`` for programs and a ``message`` for people."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}


# What aiohttp raises by itself, in our words.
_OWN = {404: "not_found", 405: "bad_method", 413: "too_large"}


def guard(pages: Pages) -> Middleware:
    """The middleware: failures as JSON below /api, as pages elsewhere; headers on everything."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await _answered(request, handler, pages)
        response.headers.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


async def _answered(request: web.Request, handler: Handler, pages: Pages) -> web.StreamResponse:
    try:
        return await handler(request)
    except Failure as failure:
        return _told(request, failure, pages)
    except web.HTTPException as error:
        code = _OWN.get(error.status, "bad_request")
        return _told(request, Failure(error.status, code, say(f"web.{code}")), pages)
    except HttpProcessingError:  # parts of a form that are none
        return _told(request, Failure(400, "bad_request", say("web.bad_request")), pages)
    except PlanbotError as error:
        return _told(request, Failure(503, "unavailable", str(error)), pages)
    except ConnectionError:
        raise  # nobody is there any more
    except Exception:
        log.exception("request failed path=%s", request.path)
        return _told(request, Failure(500, "failed", say("web.failed")), pages)


def _told(request: web.Request, failure: Failure, pages: Pages) -> web.Response:
    if request.path.startswith("/api/"):
        body = {"error": {"code": failure.code, "message": failure.message}}
        return json_response(body, failure.status, failure.headers)
    text = pages.render("failure.html", status=failure.status, message=failure.message)
    return web.Response(text=text, status=failure.status, content_type="text/html", headers=failure.headers)


def json_response(found: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A response of an object of plain dicts, lists, strings and numbers."""
    text = json.dumps(found, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json", headers=headers)
