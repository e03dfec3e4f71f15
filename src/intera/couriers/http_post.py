"""One POST with an end to it: no redirect, no more of the answer than is needed, and a deadline for all of it.

The answer's text is read up to a limit and thrown away: what a receiver says never gets into our store.
"""

import asyncio
import os
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import httpx
import stamina
import stamina.instrumentation

from intera.couriers.port import DEADLINE_S, Arrival, Outcome

ANSWER_BYTES_MAX = 64 * 1024
CONNECT_S = 5.0
# A host that is down is in the ledger with its reason; a line in the log for each try would drown the rest.
stamina.instrumentation.set_on_retry_hooks(())
_GONE = frozenset({400, 401, 403, 404, 405, 410, 411, 413, 414, 415, 422})


@dataclass(frozen=True, slots=True)
class Post:
    """What is posted where; `server_name` is the name TLS asks for when the URL holds a number."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    server_name: str = ""


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def post(request: Post, *, deadline_s: float = DEADLINE_S) -> Outcome:
    """Posts once, trying again only where no connection came about.

    Args:
        request: what to post.
        deadline_s: when to give up, whatever the other side does.

    Returns:
        What became of it, without a digest. No answer in time is `try_again`: whoever calls must be
        able to send the same thing twice.
    """
    try:
        code = asyncio.run_coroutine_threadsafe(_within(request, deadline_s), _loop()).result()
    except TimeoutError:
        return Outcome(Arrival.TRY_AGAIN, "no_answer", f"no answer within {deadline_s:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        reason = "no_connection" if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) else "no_answer"
        return Outcome(Arrival.TRY_AGAIN, reason, f"{type(error).__name__}: {error}"[:300])
    return judge_code(code)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop every call runs on, in a thread of its own: only there a deadline holds whatever the other side does."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="http-post", daemon=True).start()
    return loop


# A forked process has the loop, but not the thread it runs in.
os.register_at_fork(after_in_child=_loop.cache_clear)


def judge_code(code: int) -> Outcome:
    """What an HTTP status says of a sending.

    Args:
        code: the status.

    Returns:
        Sent for 2xx; refused where sending the same again cannot help; else to be tried again.
    """
    said = f"HTTP {code}"
    if httpx.codes.is_success(code):
        return Outcome(Arrival.SENT, "", said)
    if httpx.codes.is_redirect(code):
        return Outcome(Arrival.REFUSED, "redirected", f"{said}: redirects are not followed; correct the address")
    if code in _GONE:
        return Outcome(Arrival.REFUSED, "refused_by_server", said)
    return Outcome(Arrival.TRY_AGAIN, "server_error", said)


async def _within(request: Post, deadline_s: float) -> int:
    async with asyncio.timeout(deadline_s):
        async for attempt in stamina.retry_context(
            on=httpx.ConnectError, attempts=2, timeout=None, wait_initial=0.2, wait_max=0.5
        ):
            with attempt:
                return await _post(request)
    raise TimeoutError  # pragma: no cover - the loop returns or raises


async def _post(request: Post) -> int:
    timeout = httpx.Timeout(DEADLINE_S, connect=CONNECT_S)
    # Proxies of the environment would connect for us, to a number we did not judge.
    async with httpx.AsyncClient(verify=_trusted(), timeout=timeout, trust_env=False) as client:
        extensions = {"sni_hostname": request.server_name} if request.server_name else {}
        stream = client.stream(
            "POST",
            request.url,
            content=request.body,
            headers=dict(request.headers),
            follow_redirects=False,
            extensions=extensions,
        )
        async with stream as response:
            size = 0
            async for part in response.aiter_raw():
                size += len(part)
                if size > ANSWER_BYTES_MAX:
                    break
            return response.status_code
