-- How many matters went and came is asked at each look at the console.
create index received_passed on exchange.received (peer_id) where sort = 'pass';
create index passes_peer on exchange.passes (peer_id);
