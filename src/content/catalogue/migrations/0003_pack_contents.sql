-- What a pack says of itself and which kinds and items it brought: whoever takes it out again finds them though staff have published some since.
-- Null for a pack that was installed before: its kinds and items are known by their source.
alter table catalogue.packs add column contents jsonb;
