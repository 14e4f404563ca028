-- What people are told may name them and what they typed: it lies encrypted. Rows of before are read as they are, and encrypted by a job.
alter table notice.notices add column said sealed, alter column title drop not null, alter column body drop not null;
comment on column notice.notices.said is 'encrypted JSON: title, body';
comment on column notice.notices.title is 'of before it was encrypted; body alike';
create index notices_in_clear on notice.notices (notice_id) where body is not null;

-- What waits to be sent as SMS: a job names it, and takes it away once it is sent.
create table notice.messages (
  message_id uuid primary key,
  said sealed not null,
  created_at timestamptz not null
);
comment on column notice.messages.said is 'encrypted JSON: title, body';
create index messages_created on notice.messages (created_at);
grant select, insert, delete on notice.messages to yiwang_server;
