-- Stops that end by themselves on a day are looked for each minute.
create index stops_over on matter.stops (expected_at) where ended_at is null and expected_at is not null and data @> '{"task": null}';
