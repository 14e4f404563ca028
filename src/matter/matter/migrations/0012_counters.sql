-- Numbers that count one by one, by the text they count within.
create table matter.counters (
  scope text primary key,
  next int not null
);
grant select, insert, update on matter.counters to yiwang_server;
