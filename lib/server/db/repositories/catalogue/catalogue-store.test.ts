import { describe, expect } from 'vitest'
import { describeKey } from '@/lib/shared/catalogue/testing/descriptions'
import { author } from '../../testing/audit-author'
import { isAvailable, kinds } from '../../testing/databases'
import { storeTest } from '../../testing/store-test'
import { createAuditLog } from '../audit/audit-log'
import { createCatalogueStore } from './catalogue-store'

const banner = describeKey('banner', { byteLimit: 120 })
const gifts = describeKey('gifts_enabled', { type: 'boolean', severity: 'block' })
const theme = describeKey('theme', { type: 'choice', choices: ['spring', '秋'] })
const product = describeKey('product', { type: 'json', schema: { type: 'object' } })

describe.each(kinds)('the key catalogue on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('is empty at first', async ({ database }) => {
    expect(await createCatalogueStore(database).read()).toEqual({
      version: 0,
      changedAt: null,
      changedBy: null,
      keys: [],
    })
  })

  it('keeps every field in the order given, with who changed it and when', async ({ database }) => {
    const store = createCatalogueStore(database)
    const keys = [product, theme, gifts, banner]
    const replaced = await store.replace(0, keys, author)
    expect(replaced).toEqual({
      version: 1,
      changedAt: expect.stringMatching(/Z$/),
      changedBy: author.by,
      keys,
    })
    expect(await store.read()).toEqual(replaced)
  })

  it('is seen by every process as soon as it is replaced', async ({ database }) => {
    const [one, other] = [createCatalogueStore(database), createCatalogueStore(database)]
    await one.replace(0, [banner], author)
    expect((await other.read()).keys).toEqual([banner])
    await one.replace(1, [gifts], { source: 'startup', by: null })
    expect(await other.read()).toMatchObject({ version: 2, changedBy: null, keys: [gifts] })
  })

  it('lets one of several administrators replace a version', async ({ database }) => {
    const stores = [1, 2, 3, 4].map(() => createCatalogueStore(database))
    const results = await Promise.allSettled(
      stores.map((store, index) => store.replace(0, [describeKey(`key-${index}`)], author)),
    )
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(3)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'catalogue.stale' })
    expect((await createAuditLog(database).list({ limit: 10 })).entries).toHaveLength(1)
    expect((await createCatalogueStore(database).read()).version).toBe(1)
  })

  it('records in the audit log which fields of which keys changed', async ({ database }) => {
    const store = createCatalogueStore(database)
    await store.replace(0, [banner, theme], author)
    await store.replace(1, [{ ...banner, byteLimit: undefined, protected: true }, gifts], author)
    const { entries } = await createAuditLog(database).list({ limit: 10 })
    const recorded = entries.map(({ action, by, subject, changes }) => [
      action,
      by?.id,
      subject.name,
      ...changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`),
    ])
    expect(recorded.sort()).toEqual(
      [
        [
          'catalogue.added',
          'tests',
          'banner',
          'type: null → text',
          'byteLimit: null → 120',
          'severity: null → warn',
          'protected: null → false',
        ],
        [
          'catalogue.added',
          'tests',
          'theme',
          'type: null → choice',
          'choices: null → ["spring","秋"]',
          'severity: null → warn',
          'protected: null → false',
        ],
        [
          'catalogue.changed',
          'tests',
          'banner',
          'byteLimit: 120 → null',
          'protected: false → true',
        ],
        [
          'catalogue.added',
          'tests',
          'gifts_enabled',
          'type: null → boolean',
          'severity: null → block',
          'protected: null → false',
        ],
        [
          'catalogue.removed',
          'tests',
          'theme',
          'type: choice → null',
          'choices: ["spring","秋"] → null',
          'severity: warn → null',
          'protected: false → null',
        ],
      ].sort(),
    )
  })

  it('stays at its version if nothing is different', async ({ database }) => {
    const store = createCatalogueStore(database)
    const first = await store.replace(0, [banner, gifts], author)
    expect(await store.replace(1, [banner, gifts], author)).toEqual(first)
    expect((await createAuditLog(database).list({ limit: 10 })).entries).toHaveLength(2)
  })
})
