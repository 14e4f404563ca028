-- The search row of a matter: what lists filter, order and find by, apart from the row that every step writes anew. Written when the matter is handed in,
-- when its state, unit, area or title changes, and when a unit gets its first task of it. All of it can be made again from the matter: it is not digested.

-- Words of a text as they are found again: runs of letters and digits whole, everything else by pairs of characters (and the last alone).
create function matter.words(said text) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array(
    select distinct case when run ~ '^[A-Z0-9]' then run else substr(run, at, 2) end
    from (select m[1] as run from regexp_matches(upper(normalize(coalesce(said, ''), NFKC)),
      '[A-Z0-9]+|[^A-Z0-9\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u206F\u3000-\u303F]+', 'g') as m) runs,
    generate_series(1, case when run ~ '^[A-Z0-9]' then 1 else length(run) end) as at))
$$;

create table matter.search (
  matter_id uuid primary key,
  kind text not null,
  item_id text not null,
  unit text not null,
  area text not null,
  state text not null,
  secret boolean not null,
  received_at timestamptz not null,
  closed_at timestamptz,
  units text[] not null,
  backwards text not null,
  words tsvector not null
) with (fillfactor = 90);
comment on column matter.search.units is 'units that answer for it, or have or had a task of it';
comment on column matter.search.secret is 'work secret: read by who has or had a task of it alone';
comment on column matter.search.backwards is 'the number from its end, so that it is found by its last digits';

insert into matter.search
  select m.matter_id, m.kind, m.item_id, m.unit, m.area, m.state, m.confidentiality = 'work-secret', m.submitted_at, m.closed_at,
    array(select m.unit union select t.unit from matter.tasks t where t.matter_id = m.matter_id and t.unit is not null),
    reverse(m.number), matter.words(concat_ws(' ', m.title, m.item_name, case when m.applicant_kind = 'organisation' then m.applicant_label end))
  from matter.matters m where m.submitted_at is not null and m.number is not null;

create index search_received on matter.search (received_at desc, matter_id desc);
create index search_unit on matter.search (unit, received_at desc, matter_id desc);
create index search_item on matter.search (item_id, received_at desc, matter_id desc);
create index search_kind on matter.search (kind, received_at desc, matter_id desc);
create index search_open on matter.search (received_at desc, matter_id desc) where closed_at is null;
create index search_state on matter.search (state, received_at desc, matter_id desc);
create index search_units on matter.search using gin (units);
create index search_words on matter.search using gin (words);
create index search_backwards on matter.search (backwards text_pattern_ops);
-- A word that is in every second matter is looked for by day, one that is rare by the index: the planner has to know which is which.
alter table matter.search alter column words set statistics 1000;
alter table matter.search alter column units set statistics 1000;

drop index matter.matters_submitted;
drop index matter.matters_unit_submitted;
-- What runs, for boards and for what is late, without its rows.
drop index matter.matters_due;
create index matters_live on matter.matters (due_at, unit, item_id, kind, stopped_at) where closed_at is null and submitted_at is not null;
-- What was given to one person, done or not.
create index tasks_given on matter.tasks (assignee, matter_id) where assignee is not null;

grant select, insert, update on matter.search to yiwang_server;
