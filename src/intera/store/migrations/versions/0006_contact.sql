-- Contacts: when, over which channel, from which side, about what. No free text, no person.
create table internal.contact (
    contact_id text not null,
    at timestamptz not null,
    account_id text not null,
    incident_id text not null,
    channel text not null,
    asked_by text not null,
    about text not null,
    primary key (contact_id)
);
-- A contact on record is never changed.
grant select, insert on internal.contact to intera_writer;

create table published.contact (
    row_id bigint generated always as identity,
    at timestamptz not null,
    account_id text not null,
    incident_id text not null,
    channel text not null,
    asked_by text not null,
    about text not null,
    primary key (row_id)
);
create index contact_account on published.contact (account_id, at desc) where account_id <> '';
grant select, insert on published.contact to intera_writer;
grant select on published.contact to intera_reader;

create table published.contact_count (
    incident_id text not null,
    hour_at timestamptz not null,
    asked_by text not null,
    about text not null,
    channel text not null,
    contact_count bigint not null,
    primary key (incident_id, hour_at, asked_by, about, channel)
);
grant select, insert, update on published.contact_count to intera_writer;
grant select on published.contact_count to intera_reader;

-- Accounts as Care and Sales may look them up; made anew with each load of the operator's data.
create table published.account (
    account_id text not null,
    name text not null,
    folded text not null,
    tier text not null,
    primary key (account_id)
);
grant select, insert, delete on published.account to intera_writer;
grant select on published.account to intera_reader;
