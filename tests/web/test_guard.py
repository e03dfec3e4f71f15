"""Words put while they are written come back read: as JSON, or as the piece of the page that is swapped."""

import httpx

from web.served import Served, forms_of

WORDS = "The network is broken in Coast.\r\nAsk the power company. \U0001f600 K. Adeyemi"


def token(client: httpx.Client, incident_id: str) -> str:
    return next(
        fields["csrf_token"]
        for fields in forms_of(client.get(f"/incidents/{incident_id}").text).values()
        if "csrf_token" in fields
    )


def test_the_guard_reads_words_for_a_script(mara: httpx.Client, coast: str) -> None:
    answer = mara.post(
        f"/incidents/{coast}/guard",
        data={"csrf_token": token(mara, coast), "text": WORDS},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["is_known"]
    assert not said["is_clear"]
    units = WORDS.replace("\r\n", "\n").encode("utf-16-le")
    marked = {units[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le"): mark for mark in said["marks"]}
    assert marked["network is broken"]["instead"] == "service is not working as usual"
    assert marked["power company"]["level"] == "check"
    assert marked["K. Adeyemi"]["rule"] == "person"
    assert "".join(stretch["words"] for stretch in said["stretches"]) == WORDS.replace("\r\n", "\n")


def test_the_same_reading_is_a_piece_of_the_page_with_everything_escaped(mara: httpx.Client, coast: str) -> None:
    data = {"csrf_token": token(mara, coast), "text": "<script>alert(1)</script> is broken"}
    answer = mara.post(f"/incidents/{coast}/guard", data=data)
    assert answer.status_code == 200
    assert 'id="guard-list"' in answer.text
    assert 'id="guard-back"' in answer.text
    assert "<script" not in answer.text


def test_what_cannot_be_read_is_never_clear(mara: httpx.Client, served: Served, coast: str) -> None:
    headers = {"accept": "application/json"}
    form = {"csrf_token": token(mara, coast)}
    for path, data, status in (
        ("INC-0000000", form | {"text": "words"}, 404),
        (coast, form | {"text": " "}, 422),
        (coast, form | {"text": "words", "language": "xx"}, 422),
        (coast, form | {"text": "x" * 9000}, 422),
        (coast, {"csrf_token": "wrong", "text": "words"}, 403),
    ):
        answer = mara.post(f"/incidents/{path}/guard", data=data, headers=headers)
        assert answer.status_code == status, (data.keys(), answer.text[:200])
        assert not (answer.headers["content-type"].startswith("application/json") and answer.json().get("is_clear"))
    with served.client() as nobody:
        assert nobody.post(f"/incidents/{coast}/guard", data={"text": "words"}).status_code in {303, 401, 403}
