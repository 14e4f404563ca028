-- 好差评: one rating per service interaction, and the loop a bad one opens.
create schema rating;
grant usage on schema rating to yiwang_server;

create table rating.ratings (
  matter_id uuid not null,
  service_number int not null,
  service text not null,
  unit text not null,
  item_id text not null,
  item_name text not null,
  level int not null check (level between 1 and 5),
  tags text[] not null,
  comment text not null,
  named boolean not null,
  rater_id uuid not null,
  channel text not null,
  questionnaire text not null,
  rated_at timestamptz not null,
  contact_day date,
  rectify_day date,
  primary key (matter_id, service_number)
);
create index ratings_unit on rating.ratings (unit, rated_at desc);
create index ratings_bad on rating.ratings (rated_at desc) where level >= 4;

create table rating.steps (
  matter_id uuid not null,
  service_number int not null,
  seq int not null,
  step text not null,
  text text not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  primary key (matter_id, service_number, seq)
);
-- What was said stays as it was said.
grant select, insert on rating.ratings, rating.steps to yiwang_server;
