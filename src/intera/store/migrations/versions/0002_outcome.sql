-- What came of each thing stated of an incident. Only ever added to: the product learns from it in this order.
create table internal.outcome (
    outcome_id bigint generated always as identity,
    incident_id text not null,
    kind text not null,
    known_at timestamptz not null,
    happened boolean not null,
    body text not null,
    primary key (outcome_id)
);
create index outcome_in_order on internal.outcome (known_at, incident_id, outcome_id);
grant select, insert on internal.outcome to intera_writer;

-- How often a kind of change lay near a start of trouble, and near placebo instants: counts, moved forward.
create table internal.change_strength (
    kind text not null,
    hit_count bigint not null,
    start_count bigint not null,
    placebo_hit_count bigint not null,
    placebo_count bigint not null,
    primary key (kind)
);
grant select, insert, update on internal.change_strength to intera_writer;
