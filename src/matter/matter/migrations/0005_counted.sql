-- What days and timers were counted by, so that they can be counted anew when the calendar changes. Where it is null, from before, it is
-- taken from the version of the item.
alter table matter.matters add column promised_limit text, add column statutory_limit text;
comment on column matter.matters.promised_limit is 'the limit that due_day was counted by from the day of acceptance, e.g. P20WD';
alter table matter.tasks add column time_limit text;
comment on column matter.tasks.time_limit is 'the limit that due_day was counted by from the day of opened_at';
alter table matter.timers add column counted_from timestamptz, add column duration text;
comment on column matter.timers.duration is 'what due_at was counted by from counted_from; null for a fixed instant';
