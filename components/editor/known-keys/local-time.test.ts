import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromLocalTime, toLocalTime } from './local-time'

it('a time comes back from the field as it was, in any time zone of the machine', () => {
  const dates = fc.date({
    min: new Date('1970-01-02'),
    max: new Date('2199-12-30'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(dates, (date) => {
      const at = date.toISOString().replace('.000Z', 'Z')
      expect(fromLocalTime(toLocalTime(at))).toBe(at)
    }),
  )
})

it('a cleared field is empty', () => {
  expect(fromLocalTime('')).toBe('')
})
