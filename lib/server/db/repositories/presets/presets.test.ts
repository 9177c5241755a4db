import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { ada, applied, newChange } from '../../testing/new-changes'
import { storeTest } from '../../testing/store-test'
import { createAuditLog } from '../audit/audit-log'
import type { Journal } from '../journal/journal'
import { createPresets } from './presets'

const author = { source: 'console' as const, by: ada }
const evening = { name: 'Evening', entries: [{ key: 'theme', value: 'dark' }] }

describe.each(kinds)('presets on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('are listed by name with who changed them last', async ({ database }) => {
    const presets = createPresets(database)
    await presets.add({ ...evening, name: 'b' }, author)
    const { id, version } = await presets.add({ ...evening, name: 'C' }, author)
    await presets.change(id, version, { name: 'A', entries: [] }, author)
    expect(await presets.list()).toMatchObject([
      { name: 'A', entries: [], version: 2, uses: 0, updatedBy: ada },
      { name: 'b', entries: evening.entries, version: 1 },
    ])
  })

  it('keep entries byte for byte and in their order', async ({ database }) => {
    const presets = createPresets(database)
    const entries = [
      { key: '__proto__', value: 'x\r\ny\u0000' },
      { key: 'a', value: '\ud83c' },
    ]
    await presets.add({ name: 'Odd', entries }, author)
    expect((await presets.list())[0]?.entries).toEqual(entries)
  })

  it.for(['Evening', 'EVENING', 'Ｅvening'])(
    'refuse a second one with the name %s',
    async (name, { database }) => {
      const presets = createPresets(database)
      await presets.add(evening, author)
      const { id, version } = await presets.add({ ...evening, name: 'Other' }, author)
      const exists = { code: 'preset.exists' }
      await expect(presets.add({ ...evening, name }, author)).rejects.toMatchObject(exists)
      await expect(presets.change(id, version, { ...evening, name }, author)).rejects.toMatchObject(
        exists,
      )
      expect(await presets.list()).toHaveLength(2)
    },
  )

  it('refuse a change that is based on an earlier version', async ({ database }) => {
    const presets = createPresets(database)
    const { id, version } = await presets.add(evening, author)
    await presets.change(id, version, { ...evening, name: 'Night' }, author)
    await expect(presets.change(id, version, evening, author)).rejects.toMatchObject({
      code: 'preset.changed',
    })
    expect(await presets.findName(id)).toBe('Night')
    expect(await presets.change('none', 1, evening, author)).toBeNull()
    expect(await presets.delete('none', author)).toBe(false)
  })

  it('record every change in the audit log, key by key', async ({ database }) => {
    const presets = createPresets(database)
    const { id } = await presets.add(evening, author)
    await presets.change(
      id,
      1,
      { name: 'Night', entries: [{ key: 'theme', value: 'black' }] },
      author,
    )
    await presets.delete(id, author)
    const { entries } = await createAuditLog(database).list({ limit: 9 })
    expect(entries.map(({ action, subject, changes }) => [action, subject.name, changes])).toEqual([
      ['preset.deleted', 'Night', [{ field: 'entry theme', from: 'black', to: null }]],
      [
        'preset.changed',
        'Night',
        [
          { field: 'name', from: 'Evening', to: 'Night' },
          { field: 'entry theme', from: 'dark', to: 'black' },
        ],
      ],
      ['preset.added', 'Evening', [{ field: 'entry theme', from: null, to: 'dark' }]],
    ])
  })

  it('count the saves with an effect, and the history keeps their names', async ({
    database,
    journal,
    history,
  }) => {
    const presets = createPresets(database)
    const { id, name } = await presets.add(evening, author)
    const save = async (...outcomes: Parameters<Journal['settle']>[1]['outcome'][]) => {
      for (const outcome of outcomes) {
        const { record } = await journal.insertPending(newChange({ preset: { id, name } }))
        await journal.settle(record.change.id, { ...applied, outcome })
      }
    }
    await save('applied', 'partial', 'not-applied', 'unknown')
    expect((await presets.list())[0]?.uses).toBe(2)
    await presets.delete(id, author)
    const { changes } = await history.list({ limit: 1 })
    expect(changes[0]?.preset).toEqual({ id, name: 'Evening' })
  })
})
