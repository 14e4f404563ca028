-- Clocks and stops as rows. What is due is an instant: a limit in days at 24:00 of its last day.
create table matter.clocks (
  matter_id uuid not null,
  clock_id text not null,
  node text,
  pace text not null check (pace in ('WD', 'D', 'H', 'WH')),
  within text,
  started_at timestamptz not null,
  counted_from timestamptz,
  due_at timestamptz not null,
  stopped_at timestamptz,
  ended_at timestamptz,
  met boolean,
  mark text,
  next_at timestamptz,
  primary key (matter_id, clock_id)
);
comment on column matter.clocks.clock_id is 'name by which its kind declares it, name#2 when it was started again, timer:… of a flow';
comment on column matter.clocks.within is 'what due_at is counted by from counted_from, extensions included; null for a fixed instant';
comment on column matter.clocks.met is 'whether it ended before it was due; null while it runs, and where its matter ended otherwise';
comment on column matter.clocks.next_at is 'when it is looked at next: a mark, or the end of a timer; null while it stands';
create index clocks_next on matter.clocks (next_at) where next_at is not null;

create table matter.stops (
  matter_id uuid not null,
  stop_id uuid not null,
  stop text not null,
  reason text not null default '',
  basis text not null default '',
  data jsonb not null default '{}',
  clocks text[] not null,
  works boolean not null,
  expected_at timestamptz,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  result text,
  primary key (matter_id, stop_id)
);
comment on column matter.stops.clocks is 'clocks that stand, * for all';
comment on column matter.stops.works is 'whether tasks may be done meanwhile';
grant select, insert, update on matter.clocks, matter.stops to yiwang_server;

-- Copies of the main clock, for lists.
alter table matter.matters add column due_at timestamptz, add column stopped_at timestamptz;
comment on column matter.matters.due_at is 'copy of the main clock while it runs; written with it alone';
alter table matter.tasks add column due_at timestamptz, add column stopped_at timestamptz;
comment on column matter.tasks.stopped_at is 'since when its limit stands';

-- What runs or ran. A promised day that is over was not kept.
with extended as (
  select matter_id, sum(expected_days)::int as days from matter.special_procedures where kind = 'extension' group by matter_id),
days as (
  select m.matter_id, d.clock_id, d.day, d.within, m.accepted_at, m.paused_at, m.closed_at, e.days as longer
  from matter.matters m left join extended e using (matter_id),
    lateral (values ('promised', m.due_day, m.promised_limit), ('statutory', m.statutory_day, m.statutory_limit)) as d(clock_id, day, within)
  where d.day is not null)
insert into matter.clocks (matter_id, clock_id, pace, within, started_at, counted_from, due_at, stopped_at, ended_at, next_at)
select matter_id, clock_id, case when within ~ '^P\d+WD$' or within is null then 'WD' else 'D' end,
  case when longer is null or within is null then within
    when within ~ '^P\d+WD$' then 'P' || (substring(within from '\d+')::int + longer) || 'WD'
    else within || '+P' || longer || 'WD' end,
  coalesce(accepted_at, ((day + 1)::timestamp at time zone 'Asia/Shanghai')), accepted_at, (day + 1)::timestamp at time zone 'Asia/Shanghai',
  case when closed_at is null then paused_at end, closed_at,
  -- Looked at two weeks before: when exactly its marks pass, the calendar says then.
  case when closed_at is null and paused_at is null then (day + 1)::timestamp at time zone 'Asia/Shanghai' - interval '14 days' end
from days;

insert into matter.clocks (matter_id, clock_id, node, pace, within, started_at, counted_from, due_at, stopped_at, next_at)
select t.matter_id, 'timer:' || t.timer_id, t.node, case when t.duration ~ '^P\d+WD$' then 'WD' else 'H' end, t.duration,
  coalesce(t.counted_from, m.submitted_at, m.created_at), t.counted_from, t.due_at,
  case when m.paused_at is not null then greatest(m.paused_at, t.counted_from) end, case when m.paused_at is null then t.due_at end
from matter.timers t join matter.matters m using (matter_id);

insert into matter.stops (matter_id, stop_id, stop, reason, basis, data, clocks, works, started_at, started_by, ended_at, result)
select matter_id, procedure_id,
  case name when '听证' then 'hearing' when '招标' then 'tender' when '拍卖' then 'auction' when '检验' then 'inspection' when '检测' then 'test'
    when '检疫' then 'quarantine' when '鉴定' then 'appraisal' else 'review' end,
  reason, basis, jsonb_build_object('name', name, 'expectedDays', expected_days), '{*}', false, started_at, started_by::text, ended_at, result
from matter.special_procedures where kind = 'other';

insert into matter.stops (matter_id, stop_id, stop, data, clocks, works, started_at, started_by, ended_at)
select s.matter_id, gen_random_uuid(), 'supplement', jsonb_build_object('problems', s.problems), '{*}', true, s.asked_at, s.asked_by::text,
  coalesce(s.answered_at, m.closed_at, case when m.state <> 'supplement' then s.asked_at end)
from matter.supplements s join matter.matters m using (matter_id);

insert into matter.stops (matter_id, stop_id, stop, reason, clocks, works, started_at, started_by, ended_at)
select m.matter_id, gen_random_uuid(), 'hold', coalesce(a.data ->> 'reason', ''), '{}', false, m.suspended_at, coalesce(a.actor ->> 'id', 'system'), m.closed_at
from matter.matters m left join lateral (
  select data, actor from matter.acts a where a.matter_id = m.matter_id and a.kind in ('suspended', 'objected') order by seq desc limit 1) a on true
where m.suspended_at is not null;

update matter.matters set due_at = (due_day + 1)::timestamp at time zone 'Asia/Shanghai', stopped_at = paused_at where due_day is not null and closed_at is null;
update matter.tasks t set due_at = (t.due_day + 1)::timestamp at time zone 'Asia/Shanghai',
  stopped_at = case when t.done_at is null and t.cancelled_at is null then (
    select greatest(m.paused_at, t.opened_at) from matter.matters m where m.matter_id = t.matter_id and m.paused_at is not null) end
where t.due_day is not null;

drop index matter.matters_due;
create index matters_due on matter.matters (due_at, unit) where closed_at is null and due_at is not null;

-- Of before: read above, written no more. Columns and what is digested of these rows go in a later release; timers pass.
drop table matter.timers;
revoke insert, update on matter.special_procedures, matter.supplements from yiwang_server;
