-- What a kind says first comes first: its main clock, the line of its states, the ordinary outcome of a work. jsonb sorts the names of a map.
alter table catalogue.kind_versions alter column definition type json using definition::json;
