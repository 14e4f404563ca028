-- What maps ask of open matters is held in memory by each process (decision 0024): the wide index from which tiles were counted is read by nobody any more, and
-- every step that changes a state paid for it.
drop index matter.search_places;
