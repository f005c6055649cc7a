create table if not exists studies (id text primary key, token text not null) strict;
create table if not exists versions (
  id text not null references studies on delete cascade, version integer not null,
  created text not null, study text not null, primary key (id, version)) strict;
create trigger if not exists versions_stay before update on versions
  begin select raise(abort, 'a version is never changed'); end;
create table if not exists jobs (
  id text primary key, token text not null, state text not null, created text not null, input text not null) strict;
