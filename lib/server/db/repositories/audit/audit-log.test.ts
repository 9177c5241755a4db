import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { AuditEntry } from '@/lib/shared/audit/audit-entry'
import type { AuditQuery } from '@/lib/shared/audit/audit-filters'
import type { Database } from '../../database'
import { author } from '../../testing/audit-author'
import { isAvailable, kinds } from '../../testing/databases'
import { storeTest } from '../../testing/store-test'
import { createPeople } from '../people/people'
import { appendAudit } from './append-audit'
import { type AuditLog, createAuditLog } from './audit-log'

const START = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (second: number) => new Date(START + second * 1000).toISOString()

/** Thirty entries, three per second, by p0 to p2 and by the command line. */
async function fill({ kysely }: Database) {
  const rows = Array.from({ length: 30 }, (_, n) => {
    const person = n % 4 === 3 ? null : `p${n % 4}`
    return {
      id: randomUUID(),
      at: START + Math.floor(n / 3) * 1000,
      action: n % 2 ? ('person.added' as const) : ('person.renamed' as const),
      source: person ? ('console' as const) : ('command-line' as const),
      person_id: person,
      person_name: person && `Person ${person}${n > 20 ? ' new' : ''}`,
      subject_id: 's',
      subject_name: 'Subject',
      changes: '[]',
    }
  })
  await kysely.insertInto('audit_log').values(rows).execute()
  return rows
}

async function readAll(auditLog: AuditLog, filters: AuditQuery, limit = 4) {
  const entries: AuditEntry[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await auditLog.list({ ...filters, cursor, limit })
    entries.push(...page.entries)
    if (page.next === null) return entries
    cursor = page.next
  }
}

describe.each(kinds)('the audit log on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('keeps who did what to whom, with the names of that moment', async ({ database }) => {
    await appendAudit(database.kysely, database.clock, {
      action: 'person.renamed',
      author,
      subject: { id: 'edo', name: 'Edo' },
      changes: [{ field: 'name', from: 'Edo', to: '江户' }],
    })
    const { entries } = await createAuditLog(database).list({ limit: 10 })
    expect(entries).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/Z$/),
        action: 'person.renamed',
        source: 'console',
        by: author.by,
        subject: { id: 'edo', name: 'Edo' },
        changes: [{ field: 'name', from: 'Edo', to: '江户' }],
      },
    ])
  })

  it('refuses to change or delete an entry', async ({ database }) => {
    const [row] = await fill(database)
    const statements = [
      sql`update audit_log set person_name = 'other' where id = ${row?.id}`,
      sql`delete from audit_log where id = ${row?.id}`,
      sql`delete from audit_log`,
    ]
    for (const statement of statements) {
      await expect(statement.execute(database.kysely)).rejects.toThrow('never changes')
    }
    expect(await readAll(createAuditLog(database), {})).toHaveLength(30)
  })

  it('pages and filters like its export, newest first', async ({ database }) => {
    const rows = await fill(database)
    const auditLog = createAuditLog(database)
    const cases: [AuditQuery, (row: (typeof rows)[number]) => boolean][] = [
      [{}, () => true],
      [{ person: 'p1' }, (row) => row.person_id === 'p1'],
      [{ action: 'person.added' }, (row) => row.action === 'person.added'],
      [
        { since: iso(2), until: iso(5) },
        (row) => row.at >= START + 2_000 && row.at < START + 5_000,
      ],
      [
        { person: 'p0', action: 'person.renamed', since: iso(3) },
        (row) => row.person_id === 'p0' && row.at >= START + 3_000,
      ],
    ]
    for (const [filters, matches] of cases) {
      const listed = await readAll(auditLog, filters)
      const expected = rows.filter(matches).map(({ id }) => id)
      expect(listed.map(({ id }) => id).sort()).toEqual(expected.sort())
      const times = listed.map(({ at }) => at)
      expect(times).toEqual([...times].sort().reverse())
      const exported: AuditEntry[] = []
      for await (const page of auditLog.iteratePages(filters)) exported.push(...page)
      expect(exported).toEqual(listed)
    }
    await expect(auditLog.list({ cursor: 'none', limit: 1 })).rejects.toMatchObject({
      code: 'request.malformed',
    })
  })

  it('lists everyone who acted, under their latest name', async ({ database }) => {
    await fill(database)
    expect(await createAuditLog(database).listPeople()).toEqual([
      { id: 'p0', name: 'Person p0 new' },
      { id: 'p1', name: 'Person p1 new' },
      { id: 'p2', name: 'Person p2 new' },
    ])
  })

  it('has no entry for a change that was refused', async ({ database }) => {
    const people = createPeople(database)
    const person = { email: 'a@example.com', name: 'A', role: 'admin', passwordHash: null } as const
    const { id } = await people.add(person, author)
    await expect(people.add(person, author)).rejects.toMatchObject({ code: 'person.exists' })
    await expect(people.change(id, { disabled: true }, author)).rejects.toMatchObject({
      code: 'person.last-admin',
    })
    await people.change(id, { role: 'admin', name: 'A', disabled: false }, author)
    const entries = await readAll(createAuditLog(database), {})
    expect(entries.map(({ action }) => action)).toEqual(['person.added'])
  })
})
