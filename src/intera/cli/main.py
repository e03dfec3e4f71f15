"""INTERA Service Assurance from the terminal.

Start with `intera demo` to see the example operator, or `intera load FOLDER` and `intera serve`
for your own. Everything an installation keeps is in INTERA_HOME (default: .intera).
"""

import os
from typing import Annotated

import typer

from intera.cli import contracts, evaluate, feed, lint, operate, policy, prove, quality, recipients
from intera.workflows.set_up_logs import set_up_logs

app = typer.Typer(
    name="intera",
    help=__doc__,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
)
severity_policy = typer.Typer(help="Severity policies: check one, try a draft on the history.", no_args_is_help=True)
recipient = typer.Typer(help="Recipients: whom we tell, and how.", no_args_is_help=True)
source = typer.Typer(help="Sources: what may send records.", no_args_is_help=True)
trail = typer.Typer(help="The decision trail: verify it, show its key.", no_args_is_help=True)
lints = typer.Typer(help="Texts: what the language guard says of them.", no_args_is_help=True)
user = typer.Typer(help="Local users and API tokens.", no_args_is_help=True)
app.add_typer(severity_policy, name="policy")
app.add_typer(recipient, name="recipients")
app.add_typer(source, name="source")
app.add_typer(trail, name="trail")
app.add_typer(user, name="user")
app.add_typer(lints, name="lint")
app.add_typer(evaluate.app, name="eval", no_args_is_help=True)
app.add_typer(contracts.app)

app.command()(operate.demo)
app.command()(operate.load)
app.command()(operate.serve)
app.command()(operate.worker)
app.command()(feed.replay)
app.command()(quality.qos)
app.command()(prove.doctor)
severity_policy.command("check")(policy.check)
severity_policy.command("try")(policy.try_draft)
trail.command("verify")(prove.verify)
trail.command("key")(prove.key)
recipient.command("load")(recipients.load)
recipient.command("count")(recipients.count)
recipient.command("secret")(recipients.secret)
recipient.command("leave")(recipients.leave)
source.command("secret")(operate.secret)
lints.command("text")(lint.text)
user.command("add")(operate.add)
user.command("password")(operate.password)
user.command("token")(operate.token)


def _print_version(wanted: bool) -> None:
    if wanted:
        prove.print_version()
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """INTERA Service Assurance: the service truth layer."""
    del version
    # A command speaks for itself: its log says only what went wrong. The worker sets its own level.
    set_up_logs(os.environ.get("INTERA_LOG_LEVEL", "warning"))


root.__doc__ = __doc__

if __name__ == "__main__":
    app()
