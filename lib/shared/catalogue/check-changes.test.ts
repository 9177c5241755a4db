import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkChanges, findBlocked } from './check-changes'
import { valueTypes } from './key-description'
import { describeKey } from './testing/descriptions'

const gifts = describeKey('gifts_enabled', { type: 'boolean', severity: 'block' })
const goal = describeKey('goal', { type: 'number' })
const app = describeKey('app_*', { protected: true, type: 'number', severity: 'block' })
const change = (key: string, to: string | null) => ({ key, from: 'before', to })
const none = () => false

describe('the changes of a save', () => {
  it('have a finding for each new value that fails a check', () => {
    const changes = [change('gifts_enabled', 'flase'), change('goal', '5,5'), change('other', 'x')]
    const findings = checkChanges(changes, [gifts, goal], none)
    expect(findings).toEqual([
      { key: 'gifts_enabled', warning: 'type-boolean', severity: 'block' },
      { key: 'goal', warning: 'type-number', severity: 'warn' },
    ])
    expect(findBlocked(findings).map(({ key }) => key)).toEqual(['gifts_enabled'])
  })

  it('only warn about a blocked value that is allowed', () => {
    const changes = [change('gifts_enabled', 'flase')]
    const findings = checkChanges(changes, [gifts], () => true)
    expect(findings).toMatchObject([{ warning: 'type-boolean', severity: 'warn' }])
    expect(findBlocked(findings)).toEqual([])
  })

  it('ask again for a protected key, also before it is deleted', () => {
    const protectedKey = { key: 'app_1', warning: 'protected-key', severity: 'warn' }
    expect(checkChanges([change('app_1', '5')], [app], none)).toEqual([protectedKey])
    expect(checkChanges([change('app_1', null)], [app], none)).toEqual([protectedKey])
  })

  it('name each blocked key once', () => {
    const short = describeKey('gifts_enabled', { ...gifts, byteLimit: 1 })
    const findings = checkChanges([change('gifts_enabled', 'flase')], [short], none)
    expect(findings).toHaveLength(2)
    expect(findBlocked(findings)).toHaveLength(1)
  })

  it('are never blocked where they delete, and never without a description', () => {
    const description = fc.record({
      name: fc.constantFrom('a', 'b', '*'),
      type: fc.constantFrom(...valueTypes),
      byteLimit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    })
    const key = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(
        fc.array(description),
        fc.array(fc.tuple(key, fc.string())),
        (fields, entries) => {
          const descriptions = fields.map((each) =>
            describeKey(each.name, { ...each, severity: 'block' }),
          )
          const deletes = entries.map(([name]) => change(name, null))
          expect(findBlocked(checkChanges(deletes, descriptions, none))).toEqual([])
          const writes = entries.map(([name, to]) => change(name, to))
          for (const finding of checkChanges(writes, descriptions, none))
            expect(fields.some(({ name }) => name === finding.key || name === '*')).toBe(true)
        },
      ),
    )
  })
})
