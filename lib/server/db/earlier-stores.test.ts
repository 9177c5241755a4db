import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { openDatabase } from './database'
import { createHistory } from './repositories/history/history'
import { createJournal } from './repositories/journal/journal'
import { createAdministration } from './repositories/people/administration'
import { createIdentities } from './repositories/people/identities'
import { createPeople } from './repositories/people/people'
import { createPins } from './repositories/people/pins'
import { createRooms } from './repositories/rooms/rooms'
import { author } from './testing/audit-author'
import { createStoreSettings } from './testing/databases'
import { newChange } from './testing/new-changes'
import { listed } from './testing/rooms'

const STORE_ID = '02948c33-ff1b-4046-978f-4db50f6b9cae'
const PENDING_ID = 'a391856f-bd0d-47f0-aa9d-10d1bb7f6423'

/** Opens a store that an earlier version wrote, as an upgraded console would. */
async function openEarlierStore(version: string, sql = '', issuer?: string) {
  const settings = await createStoreSettings('embedded')
  const { dataDir } = settings
  const file = new Libsql(join(dataDir, 'console.db'))
  file.exec(readFileSync(`lib/server/db/testing/stores/${version}.sql`, 'utf8'))
  file.exec(sql)
  file.close()
  writeFileSync(join(dataDir, 'store.json'), JSON.stringify({ id: STORE_ID, kind: 'embedded' }))
  return openDatabase({ ...settings, issuer })
}

it('a store of version 0.1.0 opens, with its people and its history', async () => {
  const database = await openEarlierStore('0.1.0')
  const journal = createJournal(database)
  const history = createHistory(database)

  expect(await createPeople(database).list()).toMatchObject([
    { email: 'ada@example.com', name: 'Ada', role: 'admin', disabled: false, lastSeenAt: null },
  ])
  const { changes } = await history.list({ limit: 10 })
  expect(changes).toMatchObject([
    { id: PENDING_ID, room: 'music', outcome: 'pending', settledAt: null },
    { room: 'fashion', source: 'outside', by: null, outcome: 'applied' },
    {
      room: 'fashion',
      source: 'console',
      by: { id: 'ada', name: 'Ada' },
      note: 'for the show',
      changes: [{ key: 'title', from: 'old', to: 'new' }],
      engine: { code: 0, requestId: 'Id-1' },
    },
  ])
  expect((await history.findLastRead('fashion'))?.entries).toEqual([
    { key: 'title', value: 'theirs' },
  ])
  // Its changes are found by their keys.
  const lastChanges = await history.findLastKeyChanges('fashion', ['title'])
  expect(lastChanges.get('title')).toMatchObject({ source: 'outside' })
  const span = { since: '2026-01-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' }
  expect(await history.listObserved({ room: 'fashion', ...span })).toHaveLength(1)

  expect(await createPins(database).list('ada')).toEqual([])
  // The directory starts empty and knows the changes of the earlier process.
  const rooms = createRooms(database)
  await rooms.write([{ ...listed('fashion'), hasChanged: true }])
  const found = await rooms.list({ words: ['fashion'], sort: 'changed', limit: 9 })
  expect(found.rooms).toMatchObject([{ known: null, lastChange: { source: 'outside' } }])

  // The change that the earlier process left unsettled still locks its room and can be taken over.
  await expect(journal.insertPending(newChange({ room: 'music' }))).rejects.toMatchObject({
    code: 'room.busy',
  })
  const pending = (await journal.listUnsettled()).find(({ change }) => change.id === PENDING_ID)
  expect(pending && (await journal.takeOver(pending, 'new-holder'))).toBe(true)
  expect((await journal.insertPending(newChange({ room: 'fashion' }))).isNew).toBe(true)

  await database.close()
})

describe('links to an identity provider of version 0.1.0', () => {
  const ISSUER = 'https://id.example/'
  const link = (subject: string, person: string, at: string) =>
    `insert into accounts (id, created_at, updated_at, account_id, provider_id, person_id) values
      ('${subject}', '${at}', '${at}', '${subject}', 'oidc', '${person}');`
  const ada = `insert into people (id, created_at, updated_at, email, name, role) values
      ('ada', '2026-11-01', '2026-11-01', 'linked@example.com', 'Ada', 'viewer');`
  // That version linked any number of subjects to one person.
  const links =
    link('second', 'ada', '2026-11-02') +
    link('first', 'ada', '2026-11-01') +
    link('bo', 'bo', '2026-11-03')

  it('belong to the configured issuer, one per person', async () => {
    const database = await openEarlierStore('0.1.0', links, ISSUER)
    const identities = createIdentities(database)
    const findAt = (issuer: string, subject: string) => identities.findPerson({ issuer, subject })
    expect(await findAt(ISSUER, 'first')).toBe('ada')
    expect(await findAt('https://id.example', 'bo')).toBe('bo')
    expect(await findAt(ISSUER, 'second')).toBeNull()
    expect(await findAt('https://other.example', 'first')).toBeNull()
    await database.close()
  })

  it('match nothing until they are unlinked, if no issuer is configured', async () => {
    const database = await openEarlierStore('0.1.0', ada + links)
    const identities = createIdentities(database)
    const identity = { issuer: ISSUER, subject: 'first' }
    expect(await identities.findPerson(identity)).toBeNull()
    expect(await identities.link(identity, 'ada')).toBe(false)
    await createAdministration(database).unlink('ada', author)
    expect(await identities.link(identity, 'ada')).toBe(true)
    await database.close()
  })
})
