-- A draft that was thrown away goes with its files: which rows name a file is asked before it is removed.
create index materials_file on matter.materials (file_id) where file_id is not null;
