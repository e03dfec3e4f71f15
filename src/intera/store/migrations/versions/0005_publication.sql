-- Whom we tell: lists of recipients, of which the one put in force last counts. Addresses never leave schema internal.
create table internal.recipient_list (
    list_id bigint generated always as identity,
    digest bytea not null,
    recipient_count bigint not null,
    known_at timestamptz not null,
    is_in_force boolean not null default false,
    primary key (list_id)
);
create unique index recipient_list_in_force on internal.recipient_list (is_in_force) where is_in_force;

create table internal.recipient (
    list_id bigint not null,
    recipient_id text not null,
    audience text not null,
    channel text not null,
    address text not null,
    language text not null,
    account_id text,
    partner_code text,
    -- Slugs, apart by blanks; empty for all.
    service_ids text not null,
    region_ids text not null,
    primary key (list_id, recipient_id)
);

create table internal.unsubscribed (
    recipient_id text not null,
    at timestamptz not null,
    primary key (recipient_id)
);

-- What was released, and how far its recipients were gone through. `cursor` is the last one looked at.
create table internal.publication (
    publication_id text not null,
    incident_id text not null,
    audience text not null,
    body text not null,
    reach text not null,
    released_at timestamptz not null,
    list_id bigint,
    cursor text not null default '',
    passed_over_count bigint not null default 0,
    expanded_at timestamptz,
    finished_at timestamptz,
    round integer not null default 1,
    primary key (publication_id)
);
create index publication_open on internal.publication (released_at) where finished_at is null;

-- One row for each recipient a publication concerns. `due_at` is on the wall clock; `claimant` is the
-- sender that has it in hand, alive while it holds the advisory lock of that number.
create table internal.delivery (
    delivery_id text not null,
    publication_id text not null,
    recipient_id text not null,
    channel text not null,
    address text not null,
    courier text not null,
    lane text not null,
    state text not null,
    reason text not null default '',
    detail text not null default '',
    attempt_count integer not null default 0,
    due_at timestamptz not null,
    claimant integer,
    changed_at timestamptz not null,
    digest text not null default '',
    primary key (delivery_id)
);
create unique index delivery_recipient on internal.delivery (publication_id, recipient_id);
create index delivery_address on internal.delivery (publication_id, channel, address) where state <> 'skipped';
create index delivery_waiting on internal.delivery (courier, due_at, delivery_id) where state = 'waiting';
create index delivery_open on internal.delivery (publication_id) where state in ('waiting', 'sending');
create index delivery_in_hand on internal.delivery (claimant) where state = 'sending';

grant select, insert, delete on internal.recipient_list, internal.recipient to intera_writer;
grant update (is_in_force) on internal.recipient_list to intera_writer;
grant select, insert on internal.unsubscribed to intera_writer;
grant select, insert on internal.publication, internal.delivery to intera_writer;
-- What was released, to whom and by which address is never changed; only what became of it.
grant update (list_id, cursor, passed_over_count, expanded_at, finished_at, round)
    on internal.publication to intera_writer;
grant update (courier, lane, state, reason, detail, attempt_count, due_at, claimant, changed_at, digest)
    on internal.delivery to intera_writer;

-- What stands to be read by outsiders, word for word as released.
create table published.publication (
    publication_id text not null,
    channel text not null,
    incident_id text not null,
    audience text not null,
    kind text not null,
    language text not null,
    subject text not null,
    body text not null,
    digest text not null,
    released_at timestamptz not null,
    next_update_at timestamptz,
    about_id text not null,
    -- The correction or withdrawal that ended it; empty while it stands.
    ended_by text not null default '',
    ended_kind text not null default '',
    ended_at timestamptz,
    primary key (publication_id, channel)
);
create index publication_feed on published.publication (audience, channel, released_at desc);
grant select, insert, update on published.publication to intera_writer;
grant select on published.publication to intera_reader;

-- How many were told, by channel, state and reason; no address and no recipient.
create table published.delivery_count (
    publication_id text not null,
    channel text not null,
    state text not null,
    reason text not null,
    incident_id text not null,
    audience text not null,
    kind text not null,
    language text not null,
    released_at timestamptz not null,
    delivery_count bigint not null,
    changed_at timestamptz not null,
    primary key (publication_id, channel, state, reason)
);
create index delivery_count_incident on published.delivery_count (incident_id);
grant select, insert, delete on published.delivery_count to intera_writer;
grant select on published.delivery_count to intera_reader;
