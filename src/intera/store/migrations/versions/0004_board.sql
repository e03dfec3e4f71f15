-- Pages of figures over many incidents, as released for each audience; replaced when they are made anew.
create table published.board (
    audience text not null,
    name text not null,
    at timestamptz not null,
    body text not null,
    primary key (audience, name)
);
grant select, insert, update on published.board to intera_writer;
grant select on published.board to intera_reader;
