-- 流转: a task given to one person, a signature added to a task, a matter that is set aside.
alter table matter.matters add column suspended_at timestamptz, add column urged_at timestamptz, add column awaits text[] not null default '{}',
  add column walked text[] not null default '{}';
comment on column matter.matters.suspended_at is '挂起: nobody works on it; the clock of the law runs on';
comment on column matter.matters.awaits is 'messages and signals that its flow waits for: message:… and signal:…';
create index matters_awaits on matter.matters using gin (awaits) where awaits <> '{}';
comment on column matter.matters.walked is 'nodes and edges of its flow that tokens have passed, for the drawing';
comment on column matter.matters.urged_at is 'the last 催办';

alter table matter.tasks
  add column assignee uuid,
  add column assignee_name text,
  add column sign_of text,
  add column sign_when text check (sign_when in ('before', 'beside', 'after'));
comment on column matter.tasks.assignee is 'the one person who is to do it; null: whoever holds the role for the unit';
comment on column matter.tasks.sign_of is '加签: the task it was added to';

-- What waits for a desk, and what waits for one person.
drop index matter.tasks_waiting;
create index tasks_waiting on matter.tasks (unit, role, opened_at, matter_id) include (area, item_id, kind)
  where done_at is null and cancelled_at is null and assignee is null;
create index tasks_assigned on matter.tasks (assignee, opened_at, matter_id) where done_at is null and cancelled_at is null and assignee is not null;

-- Matters that run on a version of an item, for carrying them over to another.
create index matters_running on matter.matters (item_id, item_version, submitted_at) where submitted_at is not null and closed_at is null;
