import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import Database from 'libsql'
import * as z from 'zod/mini'
import tables from './tables.sql?raw'
import { jobKept, versionKept, type Study, type Version } from './kept.ts'
import type { Command, Reply } from './store.ts'

const pageBytes = 4096
const mostVersions = 1000
/** Letters that nobody takes for one another; 48 bits of chance. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'
const idLength = 10

/**
 * Opens or makes the one file of a folder. Every change is on the disk before it is acknowledged: a log written ahead,
 * synchronised at each commit, so that an end at any moment loses nothing that was.
 *
 * @param mostBytes  of the whole file; beyond it the answer is 'full'
 */
export function openDatabase(folder: string, mostBytes: number): (command: Command) => Reply {
  const db = new Database(join(folder, 'petaplan.db'))
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000')
  db.exec(`pragma foreign_keys = on; pragma max_page_count = ${String(Math.ceil(mostBytes / pageBytes))}`)
  db.exec(tables)
  return (command) => {
    try {
      return answer(db, command)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL') return { status: 'full' }
      throw error
    }
  }
}

type Db = Database.Database

function answer(db: Db, command: Command): Reply {
  switch (command.ask) {
    case 'create study':
      return createStudy(db, command.study)
    case 'add version':
      return holds(db, 'studies', command) ?? addVersion(db, command.id, command.study)
    case 'read version':
      return versionsOf(db, command.id, command.version)
    case 'read versions':
      return versionsOf(db, command.id, 'all')
    case 'delete study':
      return holds(db, 'studies', command) ?? removed(db, 'studies', command.id)
    case 'create job':
      return createJob(db, command.input)
    case 'read job':
      return jobs(db.prepare('select id, state, created, input from jobs where id = ?').all(command.id))
    case 'settle job':
      db.prepare('update jobs set state = ? where id = ?').run(command.state, command.id)
      return { status: 'done' }
    case 'check job token':
      return holds(db, 'jobs', command) ?? { status: 'done' }
    case 'delete job':
      return removed(db, 'jobs', command.id)
    case 'waiting jobs':
      return jobs(
        db
          .prepare("select id, state, created, input from jobs where state = 'waiting' order by created")
          .all(),
      )
  }
}

function freshId(): string {
  return Array.from(randomBytes(idLength), (byte) => letters.charAt(byte % letters.length)).join('')
}

function hashed(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What stands in the way of a writer; null for the one who has the token. */
function holds(
  db: Db,
  table: 'studies' | 'jobs',
  { id, token }: { id: string; token: string },
): Reply | null {
  const [row] = rows(
    z.object({ token: z.string() }),
    db.prepare(`select token from ${table} where id = ?`).all(id),
  )
  if (row === undefined) return { status: 'unknown' }
  const same = timingSafeEqual(Buffer.from(row.token), Buffer.from(hashed(token)))
  return same ? null : { status: 'forbidden' }
}

function createStudy(db: Db, study: Study): Reply {
  const id = freshId()
  const token = randomBytes(24).toString('base64url')
  db.transaction(() => {
    db.prepare('insert into studies values (?, ?)').run(id, hashed(token))
    insertVersion(db, { id, version: 1, study })
  })()
  return { status: 'made', id, version: 1, token }
}

function addVersion(db: Db, id: string, study: Study): Reply {
  const [last] = rows(
    z.object({ most: z.number() }),
    db.prepare('select max(version) as most from versions where id = ?').all(id),
  )
  const version = (last?.most ?? 0) + 1
  if (version > mostVersions) return { status: 'full' }
  insertVersion(db, { id, version, study })
  return { status: 'made', id, version, token: '' }
}

function insertVersion(db: Db, { id, version, study }: Omit<Version, 'created'>): void {
  const created = new Date().toISOString()
  db.prepare('insert into versions values (?, ?, ?, ?)').run(id, version, created, JSON.stringify(study))
}

function createJob(db: Db, input: string): Reply {
  const id = freshId()
  const token = randomBytes(24).toString('base64url')
  const created = new Date().toISOString()
  db.prepare('insert into jobs values (?, ?, ?, ?, ?)').run(id, hashed(token), 'waiting', created, input)
  return { status: 'made', id, version: 1, token }
}

function removed(db: Db, table: 'studies' | 'jobs', id: string): Reply {
  const { changes } = db.prepare(`delete from ${table} where id = ?`).run(id)
  return { status: changes > 0 ? 'done' : 'unknown' }
}

function rows<Schema extends z.ZodMiniType>(schema: Schema, found: readonly unknown[]) {
  return found.map((row) => z.parse(schema, row))
}

function versionsOf(db: Db, id: string, version: number | 'all' | null): Reply {
  const versions = rows(
    versionKept,
    typeof version === 'number'
      ? db.prepare('select * from versions where id = ? and version = ?').all(id, version)
      : db
          .prepare('select * from versions where id = ? order by version desc limit ?')
          .all(id, version === 'all' ? mostVersions : 1),
  )
  return versions.length === 0 ? { status: 'unknown' } : { status: 'versions', versions }
}

function jobs(found: readonly unknown[]): Reply {
  const all = rows(jobKept, found)
  return all.length === 0 ? { status: 'unknown' } : { status: 'jobs', jobs: all }
}
