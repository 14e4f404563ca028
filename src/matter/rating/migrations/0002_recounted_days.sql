-- The days of a bad rating, counted anew when the calendar changed: rows beside the rating, which stays as it was said. The last one counts.
create table rating.recounted_days (
  matter_id uuid not null,
  service_number int not null,
  seq int not null,
  contact_day date not null,
  rectify_day date not null,
  counted_at timestamptz not null,
  primary key (matter_id, service_number, seq)
);
grant select, insert on rating.recounted_days to yiwang_server;
