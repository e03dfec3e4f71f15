-- Which page was read by which role on which day. No person, no session, no time of day.
-- The key is drawn at random, so that not even the order of reads is kept.
create table inbox.page_read (
    read_id uuid not null default gen_random_uuid(),
    role text not null,
    page text not null,
    on_day date not null,
    primary key (read_id)
);
grant insert on inbox.page_read to intera_reader;
grant select, delete on inbox.page_read to intera_writer;

-- Those rows added up; what is added up is deleted.
create table internal.page_read_count (
    role text not null,
    page text not null,
    on_day date not null,
    read_count bigint not null,
    primary key (role, page, on_day)
);
grant select, insert, update on internal.page_read_count to intera_writer;
