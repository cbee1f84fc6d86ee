-- The service's hub: one append-only log a child (a stream), sealed on the laptops. It merges nothing and can read nothing.
--
-- Run by the database's owner; the same command lays a new hub and brings an older one up to date, whole or not at all:
--   psql --single-transaction --set ON_ERROR_STOP=1 --file hub.sql
--
-- Plain PostgreSQL 15 or newer: no extension, trigger, listening, advisory lock or sequence. Every table of the service
-- begins with its council, by which a host of many councils divides them. Members may execute functions, and select what
-- row security lets through; nobody but the owner may write a table. A function whose name begins with _ is not theirs.

create schema if not exists hub;
revoke all on schema hub from public;

-- Of the database, not of a council: which editions of this file have been run here.
create table if not exists hub.version (version int primary key, since timestamptz not null default now());
do $$ begin
  if exists (select from hub.version where version > 1) then raise exception 'this hub is of a newer version'; end if;
end $$;
insert into hub.version (version) values (1) on conflict do nothing;

-- Functions, rules of rows and the view are made anew; tables are only added to.
do $$ declare old record; begin
  for old in select policyname, tablename from pg_policies where schemaname = 'hub' loop
    execute format('drop policy %I on hub.%I', old.policyname, old.tablename);
  end loop;
  drop view if exists hub.published;
  for old in select oid::regprocedure as signature from pg_proc where pronamespace = 'hub'::regnamespace loop
    execute format('drop function %s', old.signature);
  end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------------- tables

create table if not exists hub.council (
  council uuid primary key,
  name text not null,
  schema int not null default 1,                     -- the newest that every laptop can read; entries that need more wait
  epoch int not null default 0,                      -- of the service's key
  grace interval not null default '90 days'          -- how long a child's former officer may still deliver
);
create table if not exists hub.member (
  council uuid not null, id uuid not null,
  login text not null unique,                        -- one login is one member of one council
  by_password boolean not null,                      -- the hub made the login, and may void its password
  name text not null,
  role text not null check (role in ('iro', 'support', 'manager', 'head', 'figures')),
  team text not null default '', left_on date,
  primary key (council, id), unique (council, name), check (role <> 'manager' or team <> '')
);
alter table hub.member add column if not exists invited timestamptz;   -- when, until a laptop asks by that invitation
create table if not exists hub.device (
  council uuid not null, id uuid not null, member uuid not null,
  seal_key bytea not null check (octet_length(seal_key) = 32), sign_key bytea not null check (octet_length(sign_key) = 32),
  label text not null check (octet_length(label) <= 200),
  state text not null default 'asked' check (state in ('asked', 'active', 'revoked')),
  primary key (council, id)
);
create table if not exists hub.seen (
  council uuid not null, device uuid not null, at timestamptz not null, program text not null default '', schema int,
  primary key (council, device)
);
create table if not exists hub.key_wrap (             -- the service's key of an epoch, for one device
  council uuid not null, epoch int not null, device uuid not null, wrapped bytea not null check (octet_length(wrapped) <= 1000),
  primary key (council, epoch, device)
);
create table if not exists hub.stream (               -- named as the council: the service's own log; as a member: that one's
  council uuid not null, id uuid not null, head int not null default 0, head_hash bytea not null default '', purged_at timestamptz,
  primary key (council, id)
);
create table if not exists hub.holding (              -- who has a child; cover has an end
  council uuid not null, stream uuid not null, member uuid not null, mode text not null check (mode in ('write', 'read')),
  since timestamptz not null, until timestamptz, given_by uuid,
  primary key (council, stream, member)
);
create index if not exists holding_member on hub.holding (council, member);
create table if not exists hub.entry (                -- body: null once the child is purged; the chain of hashes stays whole
  council uuid not null, stream uuid not null, pos int not null, op uuid not null, device uuid not null,
  arrived timestamptz not null default now(), epoch int not null check (epoch > 0), schema int not null,
  prev bytea not null, hash bytea not null check (octet_length(hash) = 32), sig bytea not null check (octet_length(sig) = 64),
  body_hash bytea not null, body bytea check (octet_length(body) <= 1048576),
  primary key (council, stream, pos), unique (council, stream, op)
);
create table if not exists hub.snapshot (             -- the newest of each child, for who comes anew
  council uuid not null, stream uuid not null, pos int not null, pos_hash bytea not null, device uuid not null,
  epoch int not null, schema int not null,
  hash bytea not null check (octet_length(hash) = 32), sig bytea not null check (octet_length(sig) = 64),
  body bytea not null check (octet_length(body) <= 8388608),
  primary key (council, stream)
);
create table if not exists hub.figure (               -- counts, the only plain facts; iro '' is the team's, team '' the service's
  council uuid not null, as_of date not null, team text not null, iro text not null, figure text not null,
  value numeric, numerator int not null, denominator int,
  primary key (council, as_of, team, iro, figure)
);

-- ------------------------------------------------------------------------------------------------------- who may what

-- Who asks; all null for a login that is nobody, or nobody any more.
create function hub.me() returns hub.member language sql stable security definer set search_path = hub, pg_temp as $$
  select m from hub.member m where m.login = session_user and (m.left_on is null or m.left_on > current_date)
$$;

-- Who asks from a device of theirs that is admitted. Else it raises: an empty answer would be read as "yours no more".
create function hub._asker(by_device uuid) returns hub.member language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub.me();
begin
  if me.id is null then raise exception 'not a member' using errcode = '28000'; end if;
  if not exists (select from hub.device d where d.council = me.council and d.id = by_device and d.member = me.id and d.state = 'active')
  then raise exception 'device not active' using errcode = '28000'; end if;
  return me;
end $$;

create function hub._manager(by_device uuid) returns hub.member language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device);
begin
  if me.role not in ('manager', 'head') then raise exception 'managers only' using errcode = '42501'; end if;
  return me;
end $$;

-- What a member may read: held now, or let go within the grace; a manager: what the team holds; a head: all there is, so
-- that no child is lost whom nobody holds any more.
create function hub._readable(me hub.member) returns table (stream uuid, mode text)
  language sql stable security definer set search_path = hub, pg_temp rows 3000 as $$
  select h.stream, case when bool_or(h.member = me.id and h.mode = 'write' and (h.until is null or h.until > now())) then 'write'
                        when me.role = 'head' or bool_or(h.until is null or h.until > now()) then 'read' else 'ended' end
    from hub.holding h
   where h.council = me.council
     and (me.role = 'head' or h.until is null or h.until > now()
          or h.member = me.id and h.until > now() - (select c.grace from hub.council c where c.council = me.council))
     and (me.role = 'head' or h.member = me.id
          or me.role = 'manager' and h.member in (select m.id from hub.member m where m.council = me.council and m.team = me.team))
   group by h.stream
  union all
  select me.council, case when me.role in ('manager', 'head') then 'write' else 'read' end where me.role <> 'figures'
$$;

-- Whether a member answers to who asks: to a head everybody, to a manager the team.
create function hub._over(me hub.member, whose uuid) returns boolean language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.member m where m.council = me.council and m.id = whose
                    and (me.role = 'head' or me.role = 'manager' and m.team = me.team and m.role in ('iro', 'support', 'manager')))
$$;

-- Whether who asks may give a child away: a head any child there is, a manager one that the team holds.
create function hub._allots(me hub.member, child uuid) returns boolean language sql stable security definer set search_path = hub, pg_temp as $$
  select child <> me.council and case me.role
    when 'head' then exists (select from hub.stream s where s.council = me.council and s.id = child)
    when 'manager' then exists (select from hub.holding h join hub.member m on m.council = h.council and m.id = h.member
                                 where h.council = me.council and h.stream = child and m.team = me.team
                                   and (h.until is null or h.until > now()))
    else false end
$$;

-- ------------------------------------------------------------------------------------------------------------ reading

-- First of an exchange: who one is here. For a device that waits for admission, and one that is unknown, too.
create function hub.hello(by_device uuid, program text, schema int)
  returns table (council uuid, council_name text, council_schema int, epoch int, member uuid, name text, role text, team text, state text)
  language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare me hub.member := hub.me(); at timestamptz := now(); st text;
begin
  if me.id is null then raise exception 'not a member' using errcode = '28000'; end if;
  select d.state into st from hub.device d where d.council = me.council and d.id = by_device and d.member = me.id;
  if st = 'active' then
    insert into hub.seen (council, device, at, program, schema) values (me.council, by_device, at, left(hello.program, 40), hello.schema)
      on conflict (council, device) do update set at = excluded.at, program = excluded.program, schema = excluded.schema;
  end if;
  return query select c.council, c.name, c.schema, c.epoch, me.id, me.name, me.role, me.team, coalesce(st, 'unknown')
    from hub.council c where c.council = me.council;
end $$;

-- Where the log has moved from the places a laptop has: another head, or another hash at the same head (a fork), a new
-- child, and what is ended, purged or gone. Nothing is told of a stream that may not be read but 'gone'.
create function hub.changed(by_device uuid, streams uuid[], places int[], hashes bytea[])
  returns table (stream uuid, mode text, head int, head_hash bytea, purged boolean)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device); mine uuid[]; modes text[];
begin
  select array_agg(r.stream), array_agg(r.mode) into mine, modes from hub._readable(me) r;
  return query
    with k as (select u.s, u.p, u.h from unnest(streams, places, hashes) u (s, p, h)),
         m as (select u.s, u.mode from unnest(mine, modes) u (s, mode)),
         t as materialized (select s.id, s.head, s.head_hash, s.purged_at from hub.stream s where s.council = me.council and s.id = any (mine))
    select coalesce(m.s, k.s), coalesce(m.mode, 'gone'), t.head, t.head_hash, t.purged_at is not null
      from m full join k on k.s = m.s left join t on t.id = m.s
     where case when m.s is null then true
                when k.s is null then m.mode <> 'ended' and t.purged_at is null and t.head > 0
                else m.mode = 'ended' or t.purged_at is not null or (k.p, k.h) is distinct from (t.head, t.head_hash) end;
end $$;

-- The entries behind those places, child by child in order, `most` of them.
create function hub.pull(by_device uuid, streams uuid[], places int[], most int default 2000)
  returns table (stream uuid, pos int, op uuid, device uuid, epoch int, schema int, prev bytea, hash bytea, sig bytea, body_hash bytea, body bytea)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device); room int := least(most, 2000); k record; n int;
begin
  for k in select u.s, u.p from unnest(streams, places) u (s, p) where u.s in (select r.stream from hub._readable(me) r) order by u.s loop
    return query select e.stream, e.pos, e.op, e.device, e.epoch, e.schema, e.prev, e.hash, e.sig, e.body_hash, e.body
      from hub.entry e where e.council = me.council and e.stream = k.s and e.pos > k.p order by e.pos limit room;
    get diagnostics n = row_count;
    room := room - n;
    exit when room <= 0;
  end loop;
end $$;

-- For a child that comes anew: its newest snapshot, where a program of that schema can read it.
create function hub.snapshots(by_device uuid, streams uuid[], up_to int)
  returns table (stream uuid, pos int, pos_hash bytea, device uuid, epoch int, schema int, hash bytea, sig bytea, body bytea)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device); mine uuid[] := array(select r.stream from hub._readable(me) r where r.stream = any (streams));
begin
  return query select n.stream, n.pos, n.pos_hash, n.device, n.epoch, n.schema, n.hash, n.sig, n.body
    from hub.snapshot n where n.council = me.council and n.stream = any (mine) and n.schema <= up_to order by n.stream;
end $$;

-- ------------------------------------------------------------------------------------------------------------ writing

-- Each entry names the place it must take in its child's log and the hash it follows on. One answer each: taken, or known
-- (it is there: an answer was lost), or stale (pos: where the log stands), or why not: not yours, purged, too new.
-- A child that nobody has yet becomes the sender's with its first entry. The log named as a member is that member's alone.
create function hub.push(by_device uuid, streams uuid[], places int[], ops uuid[], epochs int[], schemas int[],
                         prevs bytea[], hashes bytea[], sigs bytea[], bodies bytea[])
  returns table (stream uuid, op uuid, status text, pos int)
  language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare me hub.member := hub._asker(by_device); at timestamptz := now(); c hub.council; s hub.stream; e record; mine boolean; others boolean;
begin
  if cardinality(streams) > 2000 then raise exception 'too many entries at once' using errcode = '54000'; end if;
  select x.* into c from hub.council x where x.council = me.council;
  for e in select u.* from unnest(streams, places, ops, epochs, schemas, prevs, hashes, sigs, bodies)
             u (stream, pos, op, epoch, schema, prev, hash, sig, body) order by u.stream, u.pos   -- one order for all: no deadlock
  loop
    stream := e.stream; op := e.op; pos := null;
    select x.* into s from hub.stream x where x.council = me.council and x.id = e.stream for update;
    others := e.stream <> me.id and exists (select from hub.member m where m.council = me.council and m.id = e.stream);
    if s.id is null and e.pos = 1 and not others then
      insert into hub.stream (council, id) values (me.council, e.stream) on conflict do nothing;
      if found then
        insert into hub.holding (council, stream, member, mode, since) values (me.council, e.stream, me.id, 'write', at);
      end if;
      select x.* into s from hub.stream x where x.council = me.council and x.id = e.stream for update;
    end if;
    mine := case when e.stream = me.council then me.role in ('manager', 'head') else not others and exists (
      select from hub.holding h where h.council = me.council and h.stream = e.stream and h.member = me.id and h.mode = 'write'
         and (h.until is null or h.until > at - c.grace)) end;
    select x.pos into pos from hub.entry x
     where x.council = me.council and x.stream = e.stream and x.op = e.op and (mine or x.device = by_device);
    if found then status := 'known';
    elsif s.purged_at is not null then status := 'purged';   -- to anybody: who is put on record again begins another log
    elsif not mine then status := 'not yours';
    elsif e.schema > c.schema or e.epoch > c.epoch then status := 'too new';
    elsif e.pos is distinct from s.head + 1 or e.prev is distinct from s.head_hash then status := 'stale'; pos := s.head;
    else
      insert into hub.entry (council, stream, pos, op, device, arrived, epoch, schema, prev, hash, sig, body_hash, body)
        values (me.council, e.stream, e.pos, e.op, by_device, at, e.epoch, e.schema, e.prev, e.hash, e.sig, sha256(e.body), e.body);
      update hub.stream x set head = e.pos, head_hash = e.hash where x.council = me.council and x.id = e.stream;
      status := 'taken'; pos := e.pos;
    end if;
    return next;
  end loop;
  insert into hub.seen (council, device, at) values (me.council, by_device, at)
    on conflict (council, device) do update set at = excluded.at;
end $$;

-- A snapshot stands at a place of the log, proved by that entry's hash; the newest is kept.
create function hub.keep_snapshot(by_device uuid, child uuid, pos int, pos_hash bytea, epoch int, schema int, hash bytea, sig bytea, body bytea)
  returns text language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare me hub.member := hub._asker(by_device); s hub.stream; c hub.council;
begin
  if not exists (select from hub._readable(me) r where r.stream = child and r.mode = 'write') then return 'not yours'; end if;
  select x.* into c from hub.council x where x.council = me.council;
  select x.* into s from hub.stream x where x.council = me.council and x.id = child for update;
  if s.purged_at is not null then return 'purged'; end if;
  if keep_snapshot.schema > c.schema or keep_snapshot.epoch > c.epoch then return 'too new'; end if;
  if not exists (select from hub.entry e where e.council = me.council and e.stream = child
                    and e.pos = keep_snapshot.pos and e.hash = keep_snapshot.pos_hash) then return 'stale'; end if;
  insert into hub.snapshot as old (council, stream, pos, pos_hash, device, epoch, schema, hash, sig, body)
    values (me.council, child, keep_snapshot.pos, keep_snapshot.pos_hash, by_device, keep_snapshot.epoch, keep_snapshot.schema,
            keep_snapshot.hash, keep_snapshot.sig, keep_snapshot.body)
    on conflict (council, stream) do update set pos = excluded.pos, pos_hash = excluded.pos_hash, device = excluded.device,
       epoch = excluded.epoch, schema = excluded.schema, hash = excluded.hash, sig = excluded.sig, body = excluded.body
    where (old.pos, old.epoch) < (excluded.pos, excluded.epoch);
  return case when found then 'taken' else 'known' end;
end $$;

-- ---------------------------------------------------------------------------------------------------- devices and keys

-- A device asks to be admitted. A council's first has nobody to admit it: the head's own, at the beginning.
create function hub.ask(device uuid, seal_key bytea, sign_key bytea, label text)
  returns text language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub.me(); c hub.council; d hub.device;
begin
  if me.id is null or me.role = 'figures' then raise exception 'not a member' using errcode = '28000'; end if;
  select x.* into c from hub.council x where x.council = me.council for update;
  select x.* into d from hub.device x where x.council = me.council and x.id = ask.device;
  if found then
    if (d.member, d.seal_key, d.sign_key) is distinct from (me.id, ask.seal_key, ask.sign_key)
    then raise exception 'another device has this name' using errcode = '42501'; end if;
    return d.state;
  end if;
  -- The same laptop again, whose joining was cut short: it asks once.
  delete from hub.device x where x.council = me.council and x.member = me.id and x.state = 'asked'
     and (x.seal_key, x.sign_key) = (ask.seal_key, ask.sign_key);
  if (select count(*) from hub.device x where x.council = me.council and x.member = me.id and x.state = 'asked') >= 5
  then raise exception 'too many devices wait' using errcode = '54000'; end if;
  d.state := case when me.role = 'head' and not exists (select from hub.device x where x.council = me.council) then 'active' else 'asked' end;
  insert into hub.device (council, id, member, seal_key, sign_key, label, state)
    values (me.council, ask.device, me.id, ask.seal_key, ask.sign_key, ask.label, d.state);
  update hub.member x set invited = null where x.council = me.council and x.id = me.id;
  return d.state;
end $$;

create function hub.keys(by_device uuid) returns table (epoch int, wrapped bytea)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device);
begin
  return query select k.epoch, k.wrapped from hub.key_wrap k where k.council = me.council and k.device = by_device order by k.epoch;
end $$;

-- The service's key of every epoch comes with the admission, wrapped for that device.
create function hub.admit(by_device uuid, which uuid, epochs int[], wraps bytea[])
  returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device); d hub.device; c hub.council;
begin
  select x.* into c from hub.council x where x.council = me.council for update;
  select x.* into d from hub.device x where x.council = me.council and x.id = which;
  if d.id is null or not hub._over(me, d.member) then raise exception 'not yours' using errcode = '42501'; end if;
  if d.state <> 'asked' then raise exception 'device is %', d.state using errcode = '42501'; end if;
  if not epochs @> array[c.epoch] or exists (select from unnest(epochs) e where e is null or e not between 1 and c.epoch)
  then raise exception 'keys are of other epochs' using errcode = '22023'; end if;
  update hub.device x set state = 'active' where x.council = me.council and x.id = which;
  insert into hub.key_wrap (council, epoch, device, wrapped) select me.council, u.e, which, u.w from unnest(epochs, wraps) u (e, w);
end $$;

-- A lost laptop: refused from now on, its keys and its login's password are void. One may revoke one's own; of another
-- of one's own, which came by a former password, the keys alone are.
create function hub.revoke(by_device uuid, which uuid) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._asker(by_device); d hub.device;
begin
  select x.* into d from hub.device x where x.council = me.council and x.id = which;
  if d.id is null or d.member <> me.id and not hub._over(me, d.member) then raise exception 'not yours' using errcode = '42501'; end if;
  update hub.device x set state = 'revoked' where x.council = me.council and x.id = which;
  delete from hub.key_wrap k where k.council = me.council and k.device = which;
  if d.member <> me.id or which = by_device then perform hub._void(me.council, d.member); end if;
end $$;

create function hub._void(which_council uuid, whose uuid) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare m hub.member;
begin
  select x.* into m from hub.member x where x.council = which_council and x.id = whose;
  if m.by_password then execute format('alter role %I password null', m.login); end if;
end $$;

-- Every laptop of a member.
create function hub._refuse(which_council uuid, whose uuid) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.device d set state = 'revoked' where d.council = which_council and d.member = whose;
  delete from hub.key_wrap k where k.council = which_council and k.device in (select d.id from hub.device d where d.council = which_council and d.member = whose);
end $$;

-- The next epoch of the service's key, for every device that is active, and only from the epoch before it: whoever is
-- second is told false and takes the key that is there.
create function hub.turn_key(by_device uuid, next int, devices uuid[], wraps bytea[])
  returns boolean language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device); c hub.council;
begin
  select x.* into c from hub.council x where x.council = me.council for update;
  if next is distinct from c.epoch + 1 then return false; end if;
  if (select array_agg(d.id order by d.id) from hub.device d where d.council = me.council and d.state = 'active')
     is distinct from (select array_agg(u.d order by u.d) from unnest(devices) u (d))
  then raise exception 'every active device, and no other, gets the key' using errcode = '22023'; end if;
  insert into hub.key_wrap (council, epoch, device, wrapped) select me.council, next, u.d, u.w from unnest(devices, wraps) u (d, w);
  update hub.council x set epoch = next where x.council = me.council;
  return true;
end $$;

-- ------------------------------------------------------------------------------------------------- members and children

-- What a server keeps of a password, and nothing that would be taken for a password itself.
create function hub._verifier(verifier text) returns text language plpgsql immutable security definer set search_path = hub, pg_temp as $$
begin
  if verifier !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{16,64}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
  then raise exception 'not a verifier' using errcode = '22023'; end if;
  return verifier;
end $$;

-- The login of a member: made here with a verifier, or the council's own where it has Kerberos or the like.
create function hub._login(login text, verifier text, kind text) returns void
  language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if verifier is null then
    -- Not who may give it away: that is the hub's owner, from PostgreSQL 16 on.
    if not exists (select from pg_auth_members a join pg_roles r on r.oid = a.member
                    where a.roleid = kind::regrole and r.rolname = login and not a.admin_option)
    then raise exception 'no such login in %', kind using errcode = '42704'; end if;
  elsif octet_length(login) not between 1 and 63 then raise exception 'not a login' using errcode = '22023';
  else
    execute format('create role %I login connection limit 6 password %L in role %I', login, hub._verifier(verifier), kind);
  end if;
end $$;

-- A council and its head, by the database's owner.
create function hub._open(which_council uuid, name text, head uuid, head_login text, head_name text, verifier text)
  returns void language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  insert into hub.council (council, name) values (which_council, name);
  insert into hub.stream (council, id) values (which_council, which_council);
  perform hub._login(head_login, verifier, 'hub_member');
  insert into hub.member (council, id, login, by_password, name, role) values (which_council, head, head_login, verifier is not null, head_name, 'head');
end $$;

-- Somebody new; or a member again: another password, which refuses every laptop that came by the former one, another name,
-- role or team, or back after an end. A manager: of the team. Never oneself.
create function hub.invite(by_device uuid, whose uuid, login text, name text, role text, team text, verifier text)
  returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device); m hub.member;
begin
  if me.role <> 'head' and (invite.team <> me.team or invite.role not in ('iro', 'support')) then raise exception 'heads only' using errcode = '42501'; end if;
  select x.* into m from hub.member x where x.council = me.council and x.id = whose;
  if not found then
    perform hub._login(invite.login, verifier, case invite.role when 'figures' then 'hub_figures' else 'hub_member' end);
    insert into hub.member (council, id, login, by_password, name, role, team, invited)
      values (me.council, whose, invite.login, verifier is not null, invite.name, invite.role, invite.team, now());
    return;
  end if;
  if whose = me.id or m.login <> invite.login or not hub._over(me, whose) or (m.role = 'figures') <> (invite.role = 'figures')
  then raise exception 'not yours' using errcode = '42501'; end if;
  if verifier is not null then
    if not m.by_password then raise exception 'not a login of the hub' using errcode = '22023'; end if;
    execute format('alter role %I password %L', m.login, hub._verifier(verifier));
    perform hub._refuse(me.council, whose);
  end if;
  update hub.member x set name = invite.name, role = invite.role, team = invite.team, left_on = null, invited = now()
   where x.council = me.council and x.id = whose;
end $$;

-- Somebody leaves: no exchange any more; what they hold stays with them until it is assigned on.
create function hub.let_go(by_device uuid, whose uuid) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device);
begin
  if whose = me.id or not hub._over(me, whose) then raise exception 'not yours' using errcode = '42501'; end if;
  update hub.member x set left_on = current_date where x.council = me.council and x.id = whose;
  perform hub._refuse(me.council, whose);
  perform hub._void(me.council, whose);
end $$;

-- A child to a member: for good, until a day (cover), instead of all others (a transfer), or, with an end now, no more.
create function hub.assign(by_device uuid, child uuid, whose uuid, how text, ends timestamptz default null, instead boolean default false)
  returns void language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare me hub.member := hub._manager(by_device); at timestamptz := now();
begin
  if not hub._allots(me, child) or not exists (select from hub.member m where m.council = me.council and m.id = whose
                                                  and m.role <> 'figures' and (m.left_on is null or ends <= at))
  then raise exception 'not yours' using errcode = '42501'; end if;
  if instead then
    update hub.holding h set until = at where h.council = me.council and h.stream = child and h.member <> whose and (h.until is null or h.until > at);
  end if;
  insert into hub.holding (council, stream, member, mode, since, until, given_by) values (me.council, child, whose, how, at, ends, me.id)
    on conflict (council, stream, member) do update set mode = excluded.mode, since = excluded.since, until = excluded.until, given_by = excluded.given_by;
end $$;

-- A child whose time is over: every word goes, the chain of hashes stays.
create function hub.purge(by_device uuid, child uuid) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device); at timestamptz := now();
begin
  if not hub._allots(me, child) then raise exception 'not yours' using errcode = '42501'; end if;
  update hub.stream s set purged_at = at where s.council = me.council and s.id = child and s.purged_at is null;
  update hub.entry e set body = null where e.council = me.council and e.stream = child;
  delete from hub.snapshot n where n.council = me.council and n.stream = child;
end $$;

create function hub.raise_schema(by_device uuid, up_to int) returns void language plpgsql security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device);
begin
  update hub.council c set schema = up_to where c.council = me.council and c.schema < up_to;
end $$;

-- For those who allot: the devices with when they were last here, and who has which child.
create function hub.devices(by_device uuid)
  returns table (device uuid, member uuid, name text, role text, team text, state text, label text, seal_key bytea, sign_key bytea,
                 seen_at timestamptz, program text, schema int)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device);
begin
  return query select d.id, m.id, m.name, m.role, m.team, d.state, d.label, d.seal_key, d.sign_key, s.at, s.program, s.schema
    from hub.device d join hub.member m on m.council = d.council and m.id = d.member
    left join hub.seen s on s.council = d.council and s.device = d.id
   where d.council = me.council order by m.name, d.label;
end $$;

-- And who was invited and has not come yet, and the logins that read figures, which never do.
create function hub.awaited(by_device uuid) returns table (member uuid, name text, role text, team text, invited timestamptz)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device);
begin
  return query select m.id, m.name, m.role, m.team, m.invited from hub.member m
   where m.council = me.council and m.invited is not null and (m.left_on is null or m.left_on > current_date) order by m.name;
end $$;

create function hub.holdings(by_device uuid)
  returns table (stream uuid, member uuid, mode text, since timestamptz, until timestamptz)
  language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare me hub.member := hub._manager(by_device); mine uuid[] := array(select r.stream from hub._readable(me) r);
begin
  return query select h.stream, h.member, h.mode, h.since, h.until from hub.holding h where h.council = me.council and h.stream = any (mine);
end $$;

-- ------------------------------------------------------------------------------------------------------------ figures

create function hub.publish(by_device uuid, as_of date, teams text[], iros text[], figures text[], amounts numeric[], numerators int[], denominators int[])
  returns void language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare me hub.member := hub._manager(by_device);
begin
  if me.role <> 'head' and exists (select from unnest(teams) t where t is distinct from me.team)
  then raise exception 'not yours' using errcode = '42501'; end if;
  insert into hub.figure (council, as_of, team, iro, figure, value, numerator, denominator)
    select me.council, publish.as_of, u.team, u.iro, u.figure, u.amount, u.n, u.of
      from unnest(teams, iros, figures, amounts, numerators, denominators) u (team, iro, figure, amount, n, of)
    on conflict (council, as_of, team, iro, figure) do update
       set value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator;
end $$;

-- What leaves the service (Power BI). A count of 1 to 4, or one that leaves 1 to 4 of its whole, is withheld; and with it
-- every count beside it, of which it could be worked out: a figure is shown team by team only where no team's is small, and
-- officer by officer only where no officer's is either. Figures that are others together, or parts of one whole, are kin:
-- they are shown all or none, and none where what the parts leave of the whole is small (as figures/suppression.py has it).
create view hub.published as
  with kin (family, figure, kind) as (values
    ('escalated', 'children_escalated', 'whole'), ('escalated', 'escalated_informal', 'part'), ('escalated', 'escalated_formal', 'part'),
    ('rated', 'rag_green', 'part'), ('rated', 'rag_amber', 'part'), ('rated', 'rag_red', 'part'), ('rated', 'rag_themes', 'sum'),
    ('moved', 'moves', 'whole'), ('moved', 'moved_by_iro', 'part'), ('moved', 'moved_by_social_worker', 'part'),
    ('ended', 'ends', 'whole'), ('ended', 'adopted', 'part'), ('ended', 'special_guardianship', 'part')),
  counted as (
    select f.*, coalesce(k.family, f.figure) as family, k.kind,
           numerator between 1 and 4 or denominator between 1 and 4 or denominator - numerator between 1 and 4 as small_alone
      from hub.figure f left join kin k using (figure) where council = (select m.council from hub.me() m)),
  beside as (
    select *, coalesce(bool_or(small_alone) over alike, false)
           or coalesce(coalesce(max(numerator) filter (where kind = 'whole') over alike, max(denominator) filter (where kind = 'part') over alike)
                       - sum(numerator) filter (where kind = 'part') over alike between 1 and 4, false) as small
      from counted window alike as (partition by as_of, team, iro, family)),
  levels as (
    select *, bool_or(small and team <> '' and iro = '') over day as teams, bool_or(small and iro <> '') over day as officers
      from beside window day as (partition by as_of, family)),
  judged as (
    select *, coalesce(small or (team <> '' or iro <> '') and teams or iro <> '' and officers, false) as withheld from levels)
  select as_of, team, iro, figure, withheld, case when not withheld then value end as value,
         case when not withheld then numerator end as numerator, case when not withheld then denominator end as denominator
    from judged;

-- ------------------------------------------------------------------------------------------------------------- rights

do $$ declare f record; begin
  if not exists (select from pg_roles where rolname = 'hub_member') then create role hub_member nologin; end if;
  if not exists (select from pg_roles where rolname = 'hub_figures') then create role hub_figures nologin; end if;
  grant usage on schema hub to hub_member, hub_figures;
  grant select on hub.published to hub_figures;
  for f in select oid::regprocedure as signature, proname from pg_proc where pronamespace = 'hub'::regnamespace loop
    execute format('revoke execute on function %s from public', f.signature);
    if not starts_with(f.proname, '_') then execute format('grant execute on function %s to hub_member', f.signature); end if;
  end loop;
  grant execute on function hub.me() to hub_figures;
end $$;

-- The rows that a member may select. Tables that are divided among machines know no such rules: there members have the
-- functions alone.
create function hub.mine() returns setof uuid language sql stable security definer set search_path = hub, pg_temp as $$
  select r.stream from hub.me() m, hub._readable(m) r
   where exists (select from hub.device d where d.council = m.council and d.member = m.id and d.state = 'active')
$$;
revoke execute on function hub.mine() from public;
do $$ declare t record; begin
  if exists (select from pg_extension where extname = 'citus') then return; end if;
  grant execute on function hub.mine() to hub_member;
  for t in select * from (values
    ('council', ''), ('member', ''), ('device', ''), ('seen', ''),
    ('stream', 'and id in (select hub.mine())'), ('entry', 'and stream in (select hub.mine())'),
    ('snapshot', 'and stream in (select hub.mine())'), ('holding', 'and stream in (select hub.mine())'),
    ('key_wrap', 'and device in (select d.id from hub.device d where d.member = (select m.id from hub.me() m) and d.state = ''active'')'),
    ('figure', 'and exists (select from hub.me() m where m.role = ''head'' or m.role = ''manager'' and m.team = figure.team or m.name = figure.iro)')
  ) as rules (name, also) loop
    execute format('alter table hub.%I enable row level security', t.name);
    execute format('create policy members on hub.%I for select to hub_member using (council = (select m.council from hub.me() m) %s)', t.name, t.also);
    execute format('grant select on hub.%I to hub_member', t.name);
  end loop;
end $$;
