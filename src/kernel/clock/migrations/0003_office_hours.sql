-- When the offices are open on a working day, in minutes after midnight: what limits in working hours (PT4WH) are counted by.
create table clock.office_hours (
  begins int primary key check (begins >= 0),
  ends int not null check (ends > begins and ends <= 1440)
);
grant select, insert, update, delete on clock.office_hours to yiwang_server;
insert into clock.office_hours (begins, ends) values (540, 720), (810, 1020);
