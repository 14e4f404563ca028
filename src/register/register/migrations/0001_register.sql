-- 库: what the government knows. Each register a pack declares becomes a typed table in register_data; this schema says which.
create schema register;
grant usage on schema register to yiwang_server;

create table register.registers (
  register_id text primary key,
  definition jsonb not null,
  placed_at timestamptz not null default now()
);
grant select on register.registers to yiwang_server;

create schema register_data;
grant usage on schema register_data to yiwang_server;
