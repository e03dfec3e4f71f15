-- The house's tables, roles' rights and doors. Roles exist before this runs (store/provision.py).

create schema inbox;
create schema internal;
create schema published;
create schema access;
create schema jobs;
create schema lake;

create table inbox.command (
    command_id uuid not null,
    kind text not null,
    incident_id text default '' not null,
    body jsonb not null,
    actor_name text not null,
    actor_team_id text default '' not null,
    actor_role text not null,
    submitted_at timestamptz default clock_timestamp() not null,
    primary key (command_id)
);

create table inbox.pending (
    record_id bigint not null,
    primary key (record_id)
);

create table inbox.pending_command (
    command_seq bigint generated always as identity,
    command_id uuid not null,
    primary key (command_seq)
);

create table inbox.record (
    record_id bigint generated always as identity,
    source_id text not null,
    event_key text default '' not null,
    content_type text default 'application/json' not null,
    body bytea not null,
    digest bytea not null,
    received_at timestamptz not null,
    recorded_at timestamptz default clock_timestamp() not null,
    door_reason text,
    door_detail text,
    primary key (record_id)
);

create table internal.incident (
    incident_id text not null,
    correlation_key text not null,
    fingerprint_id text not null,
    lifecycle text not null,
    is_open boolean not null,
    opened_at timestamptz not null,
    ended_at timestamptz,
    last_heard_at timestamptz not null,
    customers_best bigint,
    version bigint not null,
    body text not null,
    primary key (incident_id)
);

create table internal.checkpoint (
    checkpoint_id text not null,
    incident_id text not null,
    team_id text not null,
    promised_at timestamptz not null,
    due_at timestamptz not null,
    answered_at timestamptz,
    outcome text,
    body text not null,
    primary key (checkpoint_id)
);

create table internal.downtime (
    product_instance_id text not null,
    incident_id text not null,
    start_at timestamptz not null,
    end_at timestamptz,
    primary key (product_instance_id, incident_id)
);

create table internal.fact (
    fact_id bigint generated always as identity,
    subject text not null,
    attribute text not null,
    value text not null,
    true_from timestamptz not null,
    true_until timestamptz,
    known_at timestamptz not null,
    record_id bigint,
    primary key (fact_id)
);

create table internal.outbox (
    outbox_id bigint generated always as identity,
    topic text not null,
    key text not null,
    version bigint not null,
    created_at timestamptz default clock_timestamp() not null,
    delivered_at timestamptz,
    primary key (outbox_id)
);

create table internal.parked_record (
    record_id bigint not null,
    source_id text not null,
    event_key text not null,
    reason text not null,
    detail text not null,
    state text not null,
    at timestamptz not null,
    primary key (record_id)
);

create table internal.reference (
    reference_id bigint generated always as identity,
    operator_name text not null,
    version bigint not null,
    body text not null,
    policies text not null,
    known_at timestamptz not null,
    primary key (reference_id)
);

create table internal.seen_record (
    source_id text not null,
    event_key text not null,
    digest bytea not null,
    record_id bigint not null,
    primary key (source_id, event_key)
);

create table internal.signal (
    signal_id text not null,
    incident_id text not null,
    correlation_key text not null,
    occurred_at timestamptz not null,
    body text not null,
    primary key (signal_id, incident_id)
);

create table internal.source_state (
    source_id text not null,
    last_heard_at timestamptz,
    taken_count bigint default '0' not null,
    duplicate_count bigint default '0' not null,
    parked_count bigint default '0' not null,
    is_late boolean default false not null,
    primary key (source_id)
);

create table internal.trail_checkpoint (
    size bigint not null,
    note text not null,
    signed_at timestamptz default clock_timestamp() not null,
    primary key (size)
);

create table internal.trail_entry (
    entry_index bigint not null,
    decided_at timestamptz not null,
    kind text not null,
    subject text not null,
    body text not null,
    leaf_hash bytea not null,
    primary key (entry_index)
);

create table internal.trail_head (
    singleton boolean default true not null,
    size bigint not null,
    frontier bytea not null,
    primary key (singleton)
);

create table published.checkpoint (
    checkpoint_id text not null,
    incident_id text not null,
    team_name text not null,
    promise text not null,
    promised_at timestamptz not null,
    due_at timestamptz not null,
    answered_at timestamptz,
    outcome text,
    primary key (checkpoint_id)
);

create table published.clock (
    singleton boolean default true not null,
    anchor_at timestamptz not null,
    anchor_wall_at timestamptz not null,
    rate numeric not null,
    label text not null,
    primary key (singleton)
);

create table published.command_outcome (
    command_id uuid not null,
    is_done boolean not null,
    code text not null,
    message text not null,
    at timestamptz not null,
    primary key (command_id)
);

create table published.estimate (
    incident_id text not null,
    at timestamptz not null,
    low bigint not null,
    best bigint not null,
    high bigint not null,
    primary key (incident_id, at)
);

create table published.trail_checkpoint (
    singleton boolean default true not null,
    size bigint not null,
    note text not null,
    primary key (singleton)
);

create table published.incident (
    audience text not null,
    incident_id text not null,
    is_open boolean not null,
    version bigint not null,
    at timestamptz not null,
    card text not null,
    body text not null,
    primary key (audience, incident_id)
);

create table published.parked (
    record_id bigint not null,
    source_id text not null,
    reason text not null,
    detail text not null,
    state text not null,
    at timestamptz not null,
    primary key (record_id)
);

create table published.setting (
    name text not null,
    body text not null,
    primary key (name)
);

create table published.source (
    source_id text not null,
    name text not null,
    kind text not null,
    expected_every_s integer not null,
    last_heard_at timestamptz,
    taken_count bigint not null,
    duplicate_count bigint not null,
    parked_count bigint not null,
    primary key (source_id)
);

create table published.trail (
    entry_index bigint not null,
    incident_id text not null,
    at timestamptz not null,
    kind text not null,
    summary text not null,
    basis text not null,
    actor text not null,
    primary key (entry_index)
);

create table access.api_token (
    token_hash bytea not null,
    name text not null,
    person_id uuid not null,
    created_at timestamptz default clock_timestamp() not null,
    expires_at timestamptz,
    primary key (token_hash)
);

create table access.person (
    person_id uuid not null,
    login text not null,
    name text not null,
    team_id text default '' not null,
    role text not null,
    password_hash text not null,
    is_active boolean default true not null,
    created_at timestamptz default clock_timestamp() not null,
    primary key (person_id),
    constraint person_login_key unique (login)
);

create table access.session (
    token_hash bytea not null,
    person_id uuid not null,
    csrf_token text not null,
    created_at timestamptz default clock_timestamp() not null,
    seen_at timestamptz default clock_timestamp() not null,
    expires_at timestamptz not null,
    primary key (token_hash)
);

create table access.sign_in_attempt (
    attempt_id bigint generated always as identity,
    login_hash bytea not null,
    at timestamptz default clock_timestamp() not null,
    is_success boolean not null,
    primary key (attempt_id)
);

-- What the workers and pages look things up by.
create index fact_subject on internal.fact (subject, attribute, known_at);
create index fact_measured on internal.fact (fact_id) where attribute = 'measurement';
create index signal_incident on internal.signal (incident_id);
create index incident_open_key on internal.incident (correlation_key) where is_open;
create index incident_open on internal.incident (incident_id) where is_open;
create index incident_fingerprint on internal.incident (fingerprint_id, opened_at);
create index checkpoint_due on internal.checkpoint (due_at) where answered_at is null;
create index checkpoint_incident on internal.checkpoint (incident_id);
create index trail_subject on internal.trail_entry (subject, entry_index);
create index outbox_waiting on internal.outbox (outbox_id) where delivered_at is null;
create index parked_at on internal.parked_record (at);
create index published_open on published.incident (audience) where is_open;
create index published_checkpoint_incident on published.checkpoint (incident_id);
create index published_checkpoint_due on published.checkpoint (due_at);
create index published_trail_incident on published.trail (incident_id, entry_index);
create index sign_in_attempt_login on access.sign_in_attempt (login_hash, at);
create index session_person on access.session (person_id);

-- Documents of a few kilobytes that are rewritten with every judgement: squeezing them costs the
-- server five times what writing them does (measured: 107 against 20 microseconds a row).
alter table internal.incident set (toast_tuple_target = 8160, fillfactor = 80);
alter table internal.incident alter column body set storage external;
alter table published.incident set (toast_tuple_target = 8160, fillfactor = 80);
alter table published.incident alter column card set storage external;
alter table published.incident alter column body set storage external;

alter table published.clock add constraint clock_only check (singleton);
alter table internal.trail_head add constraint trail_head_only check (singleton);
insert into internal.trail_head (size, frontier) values (0, '');

-- A record or command is waiting from the moment it is stored: nobody can forget to queue it.
create function inbox.queue_records() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    insert into inbox.pending (record_id) select record_id from arrived;
    perform pg_catalog.pg_notify('intera_inbox', '');
    return null;
end $$;
create trigger queue_records after insert on inbox.record
    referencing new table as arrived for each statement execute function inbox.queue_records();

create function inbox.queue_commands() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    insert into inbox.pending_command (command_id) select command_id from arrived;
    perform pg_catalog.pg_notify('intera_inbox', '');
    return null;
end $$;
create trigger queue_commands after insert on inbox.command
    referencing new table as arrived for each statement execute function inbox.queue_commands();
revoke all on function inbox.queue_records(), inbox.queue_commands() from public;

-- The pages: read what was released, hand in what arrives, nothing else (ADR-0007).
grant usage on schema published, inbox to intera_reader;
grant select on all tables in schema published to intera_reader;
grant insert on inbox.record, inbox.command to intera_reader;

-- The worker: facts and the trail are append-only for it.
grant usage on schema inbox, internal, published, jobs to intera_writer;
grant select on all tables in schema inbox to intera_writer;
grant delete, update on inbox.pending, inbox.pending_command to intera_writer;
grant select, insert on all tables in schema internal to intera_writer;
grant update on internal.downtime, internal.signal, internal.incident, internal.checkpoint, internal.source_state,
    internal.parked_record, internal.trail_head, internal.outbox to intera_writer;
grant delete on internal.outbox, internal.downtime to intera_writer;
grant select, insert, update, delete on all tables in schema published to intera_writer;
-- The measurement tables' catalog makes its own two tables.
grant usage, create on schema lake to intera_writer;

-- Sign-in: accounts and sessions only.
grant usage on schema access to intera_access;
grant select, insert, update, delete on all tables in schema access to intera_access;
