-- What somebody who opens a file should know beforehand: whether its seal holds, that it would run scripts.
alter table matter.materials add column remark sealed;
create index materials_file on matter.materials (file_id) where file_id is not null;

-- A draft that nobody touches for a long time is removed; its owner is told before.
alter table matter.matters add column touched_at timestamptz;
alter table matter.matters add column leaving_told_at timestamptz;
comment on column matter.matters.touched_at is 'when a draft was last saved; null: never since it was begun';
create index matters_drafts on matter.matters (created_at) where state = 'draft';
