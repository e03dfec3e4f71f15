"""How often was each page read by each role: counted by the day, never by person.

The pages' own login only adds rows, one for each read; the worker adds them up and deletes them.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class PageReads:
    """How often one role read one page."""

    role: str
    page: str
    read_count: int


def note_read(connection: Connection, *, role: str, page: str, on_day: date) -> None:
    """Notes that a page was read.

    Args:
        connection: of the pages' role.
        role: slug of the reader's role package.
        page: which kind of page, never which incident.
        on_day: the day, on the domain clock.
    """
    connection.execute(
        text("insert into inbox.page_read (role, page, on_day) values (:role, :page, :on_day)"),
        {"role": role, "page": page, "on_day": on_day},
    )


def add_up_reads(connection: Connection) -> int:
    """Adds up what was noted since the last time.

    Args:
        connection: the worker's.

    Returns:
        How many reads were added.
    """
    return int(
        connection.execute(
            text(
                "with noted as (delete from inbox.page_read returning role, page, on_day),"
                " summed as (select role, page, on_day, count(*) as reads from noted group by role, page, on_day),"
                " kept as (insert into internal.page_read_count as c (role, page, on_day, read_count)"
                "  select role, page, on_day, reads from summed"
                "  on conflict (role, page, on_day) do update set read_count = c.read_count + excluded.read_count)"
                " select coalesce(sum(reads), 0) from summed"
            )
        ).scalar_one()
    )


def load_reads(connection: Connection, *, since: date) -> tuple[PageReads, ...]:
    """How often each role read each page since a day, the day included, most read first.

    Args:
        connection: the worker's.
        since: the first day that counts.

    Returns:
        One count for each role and page.
    """
    rows = connection.execute(
        text(
            "select role, page, sum(read_count)::bigint as reads from internal.page_read_count where on_day >= :since"
            " group by role, page order by reads desc, role, page"
        ),
        {"since": since},
    )
    return tuple(PageReads(row.role, row.page, row.reads) for row in rows)
