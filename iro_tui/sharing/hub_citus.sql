-- Once, after hub.sql, where the database is divided among machines by Citus (or a managed Citus). hub.sql itself is the
-- same: it upgrades such a hub too, and leaves out the rules of rows, which divided tables do not know.
--
-- Small and read in every exchange: a copy on each machine. Nothing that every push writes may be one of these: with one
-- machine gone, none of them could be written.
select create_reference_table('hub.council');
select create_reference_table('hub.member');
select create_reference_table('hub.device');
select create_reference_table('hub.key_wrap');

-- All of one council together, on one machine.
select create_distributed_table('hub.stream', 'council', shard_count => 32);
select create_distributed_table('hub.entry', 'council', colocate_with => 'hub.stream');
select create_distributed_table('hub.holding', 'council', colocate_with => 'hub.stream');
select create_distributed_table('hub.snapshot', 'council', colocate_with => 'hub.stream');
select create_distributed_table('hub.seen', 'council', colocate_with => 'hub.stream');
select create_distributed_table('hub.figure', 'council', colocate_with => 'hub.stream');
