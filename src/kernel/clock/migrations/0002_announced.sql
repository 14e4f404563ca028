-- Years whose notice of the State Council has come: only their days are certain. One local day does not make a year.
create table clock.announced_years (
  year int primary key,
  notice text not null
);
grant select, insert, update on clock.announced_years to yiwang_server;

-- A city from before has the notices of these years in its table.
insert into clock.announced_years (year, notice)
  select distinct extract(year from day)::int, '国务院办公厅节假日安排' from clock.days where day between '2024-01-01' and '2026-12-31';
