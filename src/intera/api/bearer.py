"""Who is the machine asking: an API token in the Authorization header, acting as its person."""

from fastapi import HTTPException, Request, status
from starlette.concurrency import run_in_threadpool

from intera.workflows.serving import doors_of
from intera.workflows.sign_in import TokenHolder, find_token_holder

SCHEME = "bearer "


async def token_holder(request: Request) -> TokenHolder:
    """The person a request's token acts as.

    Raises:
        HTTPException: 401, the same for a missing, unknown, expired or ended token.
    """
    header = request.headers.get("authorization", "")
    token = header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else ""
    person = await run_in_threadpool(find_token_holder, doors_of(request).access, token) if token else None
    if person is None:
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED, "A valid API token is needed.", headers={"WWW-Authenticate": "Bearer"}
        )
    return person
