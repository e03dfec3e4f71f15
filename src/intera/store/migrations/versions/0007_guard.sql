-- Words somebody is writing, put to the language guard and gone again. Unlogged: what a draft said
-- before it was a draft is kept nowhere, and after a crash nobody waits for an answer any more.
create unlogged table inbox.guard_question (
    question_id uuid not null,
    asked_at timestamptz not null default clock_timestamp(),
    incident_id text not null,
    audience text not null,
    language text not null,
    words text not null,
    primary key (question_id),
    check (char_length(words) <= 8000)
);

create function inbox.wake_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    -- Nobody waits for these any more; where no worker runs, the next question clears them away.
    delete from inbox.guard_question where asked_at < clock_timestamp() - interval '30 seconds';
    perform pg_catalog.pg_notify('intera_guard', '');
    return null;
end $$;
create trigger wake_guard after insert on inbox.guard_question
    for each statement execute function inbox.wake_guard();
revoke all on function inbox.wake_guard() from public;

-- What the guard found: places in the words, reasons and safe forms; never the words themselves.
create unlogged table published.guard_answer (
    question_id uuid not null,
    answered_at timestamptz not null default clock_timestamp(),
    body jsonb not null,
    primary key (question_id)
);

grant insert on inbox.guard_question to intera_reader;
grant select, update, delete on inbox.guard_question to intera_writer;
grant select on published.guard_answer to intera_reader;
grant select, insert, delete on published.guard_answer to intera_writer;
