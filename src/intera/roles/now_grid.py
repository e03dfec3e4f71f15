"""Where do customers feel it: the worst confirmed impact per service and region, and by partner code.

Source: design GUIDE section 3, "Tiles".
"""

from collections.abc import Sequence

from intera.roles.desk import Desk
from intera.roles.ranking import Item
from intera.roles.view import Grid, GridCell, GridRow
from intera.roles.wording import count, plural

_MAX_ROWS = 12
_MAX_COLUMNS = 10
_PARTNER_SPAN = 2
_NONE = GridCell("0", "", "no impact")
_RESTORED = GridCell("w", "", "restored, watching")
_VERIFYING = GridCell("v", "?", "being verified")


def _weight(item: Item) -> int:
    if item.is_restored:
        return 8
    return 7 if item.is_verifying else item.level


def _cell(item: Item) -> GridCell:
    if item.is_restored:
        return _RESTORED
    if item.is_verifying:
        return _VERIFYING
    level = min(4, item.level)
    return GridCell(str(level), f"P{level}", "")


def _worst(items: Sequence[Item]) -> tuple[dict[tuple[str, str], Item], dict[str, Item], dict[str, Item]]:
    """The worst incident per service and region, per service with a partner, and per service with no place."""
    by_place: dict[tuple[str, str], Item] = {}
    by_partner: dict[str, Item] = {}
    placeless: dict[str, Item] = {}
    for item in items:
        head, impact = item.doc["head"], item.doc["impact"]
        service_id = head["service_id"]
        if head["partner"]:
            if service_id not in by_partner or _weight(item) < _weight(by_partner[service_id]):
                by_partner[service_id] = item
            continue
        regions = impact["regions"] if impact else []
        for region in regions:
            key = (service_id, region["id"])
            if key not in by_place or _weight(item) < _weight(by_place[key]):
                by_place[key] = item
        if not regions and (service_id not in placeless or _weight(item) < _weight(placeless[service_id])):
            placeless[service_id] = item
    return by_place, by_partner, placeless


def _axes(items: Sequence[Item], desk: Desk) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Services and regions to show: those of the operator, plus what incidents name on their own."""
    services, regions = dict(desk.services), dict(desk.regions)
    hit_services: dict[str, str] = {}
    hit_regions: dict[str, str] = {}
    for item in items:
        head, impact = item.doc["head"], item.doc["impact"]
        hit_services.setdefault(head["service_id"], head["service"])
        for region in impact["regions"] if impact else []:
            hit_regions.setdefault(region["id"], region["name"])
    return _chosen(services, hit_services, _MAX_ROWS), _chosen(regions, hit_regions, _MAX_COLUMNS)


def _chosen(known: dict[str, str], hit: dict[str, str], limit: int) -> list[tuple[str, str]]:
    whole = {**known, **{slug: name for slug, name in hit.items() if slug not in known}}
    if len(whole) <= limit:
        return list(whole.items())
    first = [slug for slug in hit if slug in whole][:limit]
    rest = [slug for slug in whole if slug not in hit][: limit - len(first)]
    keep = {*first, *rest}
    return [(slug, name) for slug, name in whole.items() if slug in keep]


def _shared_word(names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The first word all names share, and the names without it ("Location 4" and "Location 9")."""
    split = [name.partition(" ") for name in names]
    if len(names) > 1 and len({first for first, _, _ in split}) == 1 and all(rest for _, _, rest in split):
        return split[0][0], tuple(rest for _, _, rest in split)
    return "", tuple(names)


def _route_row(item: Item, columns: int, routes: int) -> tuple[GridCell, ...]:
    cell = _cell(item)
    span = min(_PARTNER_SPAN, columns)
    own = GridCell(cell.kind, cell.text, cell.spoken, span=span, partner=item.doc["head"]["partner"] or "")
    if columns <= span:
        return (own,)
    others = routes - 1
    note = f"{plural(others, 'other partner route')} unaffected" if others > 0 else ""
    return (own, GridCell("0", note, "" if note else "no impact", span=columns - span))


def read_grid(items: Sequence[Item], desk: Desk) -> Grid:
    """Services by regions with the worst impact in each field.

    Args:
        items: ranked open incidents, internal-only ones left out.
        desk: the operator's services and regions.

    Returns:
        The grid; a note says what was left out.
    """
    services, regions = _axes(items, desk)
    by_place, by_partner, placeless = _worst(items)
    rows: list[GridRow] = []
    for service_id, name in services:
        partner = by_partner.get(service_id)
        if partner is not None and not any((service_id, region_id) in by_place for region_id, _ in regions):
            cells = _route_row(partner, max(1, len(regions)), desk.route_counts.get(service_id, 0))
        elif service_id in placeless and not any((service_id, region_id) in by_place for region_id, _ in regions):
            cell = _cell(placeless[service_id])
            cells = (GridCell(cell.kind, cell.text or "place not known", "place not known", span=max(1, len(regions))),)
        else:
            found = [by_place.get((service_id, region_id)) for region_id, _ in regions]
            cells = tuple(_NONE if item is None else _cell(item) for item in found)
        rows.append(GridRow(name, cells))
    hit_services = {item.doc["head"]["service_id"] for item in items}
    left_out = len({*hit_services, *(slug for slug, _ in desk.services)}) - len(services)
    note = "Worst confirmed impact per service and region"
    if left_out > 0:
        note = f"The {count(len(services))} worst; {plural(left_out, 'more service')} not drawn"
    corner, names = _shared_word([name for _, name in regions])
    return Grid(names, tuple(rows), note, corner)
