-- What came and what ended on each day that is over, counted once: boards read a few rows a day, however many matters there were. Counted again from the
-- matters wherever that is asked for; what still runs is counted live.
create table matter.tallies (
  day date not null,
  kind text not null,
  item_id text not null,
  unit text not null,
  received int not null,
  closed int not null,
  good int not null,
  bad int not null,
  met int not null,
  judged int not null,
  days float8 not null,
  lasted int not null,
  primary key (day, kind, item_id, unit)
);
comment on column matter.tallies.good is 'of those closed: in a state whose tone is good; bad alike';
comment on column matter.tallies.judged is 'of those closed: whose main clock was met or missed; met of them in time';
comment on column matter.tallies.days is 'days from acceptance to closure, of the `lasted` that were accepted';

-- Days that have been counted: none twice, and each whole.
create table matter.tallied (
  day date primary key
);

create index search_closed on matter.search (closed_at) where closed_at is not null;

grant select, insert on matter.tallies, matter.tallied to yiwang_server;
