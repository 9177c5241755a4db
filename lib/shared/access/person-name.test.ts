import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanName, isUnsafeName } from './person-name'

it.each([
  ['Ada\r\nL.', 'Ada L.'],
  ['\u202Eada', 'ada'],
  ['  Ada \t\u0000 L. ', 'Ada L.'],
  ['\uD800Ada', 'Ada'],
  ['\u202E\u0007', ''],
  ['李雷', '李雷'],
  ['نیم‌فاصله', 'نیم‌فاصله'],
  ['👩‍💻', '👩‍💻'],
])('cleans %j to %j', (name, cleaned) => expect(cleanName(name)).toBe(cleaned))

it('makes every name safe and short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const cleaned = cleanName(name)
      expect(isUnsafeName(cleaned)).toBe(false)
      expect([...cleaned].length).toBeLessThanOrEqual(200)
      expect(cleanName(cleaned)).toBe(cleaned)
    }),
  )
})
