-- Somebody is there no more, says the register: deceased, moved away, dissolved. What the city granted them is put before a person.
create table register.departures (
  departure_id uuid primary key,
  register_id text not null,
  key_index text not null,
  status text not null,
  noticed_at timestamptz not null
);
create index departures_key on register.departures (key_index);
create index departures_noticed on register.departures (noticed_at desc);
grant select, insert on register.departures to yiwang_server;

-- A thing of theirs that somebody has looked into and left as it is.
create table register.departure_reviews (
  departure_id uuid not null,
  thing_id uuid not null,
  note text not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  primary key (departure_id, thing_id)
);
grant select, insert on register.departure_reviews to yiwang_server;
