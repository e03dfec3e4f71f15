"""The command that says what was delivered against what was contracted."""

import json
import tomllib
from pathlib import Path
from typing import Annotated

import typer

from intera import roles
from intera.cli.output import OUT, plainly, step
from intera.roles import find_package
from intera.roles.package import parse_phrases
from intera.settings import read_settings
from intera.workflows.open_installation import open_installation
from intera.workflows.settle_contracts import SettledContract, Settlement, settle_contracts

ROLE = "service_assurance"
HEADINGS = ("Account", "Product", "Target", "By samples", "Coverage", "By ticket clock", "State")
# Columns of figures stand flush right.
FIGURES = range(2, 6)
NO_FIGURE = "Not calculated"
_ROLES = Path(roles.__file__).parent


@plainly
def qos(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Compares delivered with contracted quality, for the open period of every contract.

    By measured samples and, beside it, by the ticket clock. Figures are to date and rounded down; the
    state is the one the cockpit shows: it weighs what is left of the whole period.
    """
    with open_installation(read_settings()) as installation:
        writer = installation.writer_engine()
        try:
            if as_json:
                settlement = settle_contracts(installation, writer)
            else:
                with step("  Measurements: kept and settled"):
                    settlement = settle_contracts(installation, writer)
        finally:
            writer.dispose()
    if as_json:
        OUT.print_json(json.dumps(_document(settlement)))
    else:
        _print_table(settlement)


def _document(settlement: Settlement) -> dict[str, object]:
    return {
        "at": settlement.at.isoformat(),
        "is_measured": settlement.is_measured,
        "rows": [_row_document(row) for row in settlement.rows],
    }


def _row_document(row: SettledContract) -> dict[str, object]:
    qos, samples = row.qos, row.samples
    return {
        "account_id": qos.account_id,
        "account": qos.account_name,
        "agreement_id": qos.agreement_id,
        "clause": qos.clause,
        "product_instance_id": row.product_instance_id,
        "metric": qos.metric,
        "period_start_at": qos.period_start_at.isoformat(),
        "period_end_at": qos.period_end_at.isoformat(),
        "target_percent": row.target_percent,
        "state": row.state,
        "samples": {
            "method": samples.method or None,
            "delivered_percent": row.samples_percent or None,
            "outcome_to_date": row.samples_outcome,
            "coverage_percent": row.coverage_percent,
            "good": samples.good,
            "total": samples.total,
        },
        "ticket_clock": {
            "method": qos.method,
            "delivered_percent": row.clock_percent or None,
            "outcome": qos.outcome.value,
            "risk": qos.risk.value,
            "finality": qos.finality.value,
            "downtime_s": qos.downtime_s,
            "allowance_s": qos.allowance_s,
            "breach_at": qos.breach_at.isoformat() if qos.breach_at else None,
        },
    }


def _print_table(settlement: Settlement) -> None:
    rows = settlement.rows
    if not rows:
        OUT.print("No contract with an availability target is loaded, so there is nothing to compare.", markup=False)
        return
    words = parse_phrases(
        tomllib.loads((_ROLES / ROLE / "phrases.toml").read_text(encoding="utf-8")), find_package(ROLE)
    )
    lines = [
        HEADINGS,
        *(
            (
                row.qos.account_name,
                row.product_instance_id,
                f"{row.target_percent}%",
                f"{row.samples_percent}%" if row.samples_percent else NO_FIGURE,
                f"{row.coverage_percent}%",
                f"{row.clock_percent}%" if row.clock_percent else NO_FIGURE,
                words.say(f"sla.{row.state}"),
            )
            for row in rows
        ),
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    for number, line in enumerate(lines):
        cells = [
            text.rjust(widths[place]) if place in FIGURES else text.ljust(widths[place])
            for place, text in enumerate(line)
        ]
        OUT.print("  ".join(cells).rstrip(), markup=False, style="" if number else "bold")
    for sentence in _closing(settlement):
        OUT.print(sentence, markup=False)


def _closing(settlement: Settlement) -> list[str]:
    rows = settlement.rows
    by_clock = ", ".join(sorted({row.qos.method for row in rows}))
    by_samples = ", ".join(sorted({row.samples.method for row in rows if row.samples.total}))
    said = [
        f"As of {settlement.at:%a %d %b %Y, %H:%M} UTC. Methods: {', '.join(filter(None, (by_samples, by_clock)))}."
    ]
    unseen = [f"{row.qos.account_name} ({row.product_instance_id})" for row in rows if row.is_unseen]
    if unseen:
        said.append(f"Below target by samples where the ticket clock shows it met: {', '.join(unseen)}.")
    if not settlement.is_measured:
        said.append(
            "Nothing was measured in the open periods: no source has sent a measurement of a contracted product."
        )
    return said
