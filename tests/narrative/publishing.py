"""Approved words and what their release stands on, for tests of the last gate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intera.model.case import Case
from intera.model.ids import IncidentId, PublicationId
from intera.model.narrative import GuardFinding, Narrative, Template
from intera.model.operator import Operator
from intera.model.publication import PublicationKind
from intera.narrative.approval import approve
from intera.narrative.compose import Telling, compose_from, compose_own, read_words
from intera.narrative.facts import facts_of
from intera.narrative.publish import Ground, Release
from intera.narrative.template import pick_template

AUTHOR, NOVAK, HALE, LIND = "A. Author", "R. Novak", "M. Hale", "A. Lind"


@dataclass(frozen=True)
class Desk:
    """Who writes and approves for one operator with its templates."""

    operator: Operator
    templates: tuple[Template, ...]

    def telling(self, case: Case, audience: str, language: str, at: datetime) -> Telling:
        facts = facts_of(case, self.operator, audience=audience, language=language, at=at)
        return Telling(audience, language, facts, at)

    def ground(self, telling: Telling, *, needed: int = 1) -> Ground:
        template = pick_template(
            self.templates, stage=telling.stage, audience=telling.audience, language=telling.language
        )

        def reads(text: str) -> Sequence[GuardFinding]:
            return read_words(text, self.operator, telling)

        return Ground(telling.facts, template, needed, reads)

    def drafted(self, case: Case, telling: Telling) -> Narrative:
        draft = compose_from(case, self.templates, self.operator, telling)
        assert draft is not None
        return draft

    def own(self, case: Case, telling: Telling) -> Narrative:
        """The words of the template, as somebody would type them anew."""
        text = self.drafted(case, telling).text
        draft = compose_own(case, self.operator, telling, text=text, person=AUTHOR)
        assert not draft.missing, draft.missing
        return draft

    def approved(self, draft: Narrative, at: datetime, *, by: Sequence[str] = (NOVAK,)) -> Narrative:
        for person in by:
            draft = approve(draft, person=person, at=at, team_id="mobile", needed=len(by))
        return draft


def release_at(at: datetime, kind: PublicationKind = PublicationKind.UPDATE) -> Release:
    return Release(PublicationId(IncidentId("INC-4127") + "/p1"), kind, at, at + timedelta(minutes=30))


Changed = Callable[..., Case]


def with_percent(narrative: Narrative, ground: Ground, percent: int, slot: str = "") -> tuple[Narrative, Ground]:
    """Narrative and ground with one fact, or all, only so sure; nothing else differs between the two."""
    facts = tuple(
        replace(fact, confidence_percent=percent) if slot in ("", fact.slot) else fact for fact in ground.facts
    )
    return replace(narrative, facts=facts), replace(ground, facts=facts)
