-- Exceptions to "Monday to Friday is worked": 休 and 班 of the yearly notices, and what the city adds itself.
create schema clock;
grant usage on schema clock to yiwang_server;

create table clock.days (
  day date primary key,
  worked boolean not null,
  note text not null default ''
);
grant select, insert, update, delete on clock.days to yiwang_server;
