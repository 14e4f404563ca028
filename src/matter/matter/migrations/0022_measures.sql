-- The unit that had the matter once an act was done: figures count what a unit did for it, not for whoever has the matter now. Acts of before do not say it, and
-- are counted where the matter is. It is linked with the act where it is said.
alter table matter.acts add column unit text;
-- Acts come in the order of time: a day of them is found by a few pages.
create index acts_at on matter.acts using brin (at) with (pages_per_range = 32, autosummarize = on);

-- What happened on a day that is over, by measure: what indicators of packs are reckoned from. Counted once, and counted again from the matters wherever that is
-- asked for.
create table matter.measures (
  day date not null,
  kind text not null,
  measure text not null,
  item_id text not null,
  unit text not null,
  area text not null,
  n int not null,
  primary key (day, kind, measure, item_id, unit, area)
);
comment on column matter.measures.area is 'the street: nine digits and 000';

-- Which measures have been counted on which days: a measure that an indicator names anew is counted from the first day on.
create table matter.measured (
  kind text not null,
  measure text not null,
  day date not null,
  primary key (kind, measure, day)
);

grant select, insert on matter.measures, matter.measured to yiwang_server;
