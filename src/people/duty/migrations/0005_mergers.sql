-- 撤并: from a day on another unit does what one did. The unit and its code stay, as history.
create table duty.mergers (
  unit text not null references duty.units,
  heir text not null references duty.units,
  from_day date not null,
  reason text not null,
  merged_by uuid,
  merged_name text not null,
  merged_at timestamptz not null,
  constraint mergers_pkey primary key (unit),
  constraint mergers_another check (unit <> heir)
);
grant select, insert on duty.mergers to yiwang_server;
