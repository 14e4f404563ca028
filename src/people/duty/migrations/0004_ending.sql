-- Ending a powerful appointment takes two as well.
alter table duty.requests drop constraint requests_kind_check;
alter table duty.requests add constraint requests_kind_check check (kind in ('appoint', 'end', 'unlock', 'reset-password', 'reset-second-factor'));
