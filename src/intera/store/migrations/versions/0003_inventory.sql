-- Accounts and product instances of the inventory. A row is in force from the version of the
-- reference data that brought it until the one that no longer had it; rows are never removed.

create table internal.inventory_account (
    row_id bigint generated always as identity,
    from_version bigint not null,
    until_version bigint,
    digest bytea not null,
    account_id text not null,
    name text not null,
    tier text not null,
    partner_code text,
    valid_from_at timestamptz,
    valid_until_at timestamptz,
    primary key (row_id)
);

create table internal.inventory_instance (
    row_id bigint generated always as identity,
    from_version bigint not null,
    until_version bigint,
    digest bytea not null,
    product_instance_id text not null,
    account_id text not null,
    service_id text not null,
    region_id text,
    partner_code text,
    site_count bigint not null,
    site_id text,
    valid_from_at timestamptz,
    valid_until_at timestamptz,
    primary key (row_id)
);

-- The worker adds rows and may end them; it can neither change nor remove what one says.
grant select, insert on internal.inventory_account, internal.inventory_instance to intera_writer;
grant update (until_version) on internal.inventory_account, internal.inventory_instance to intera_writer;
