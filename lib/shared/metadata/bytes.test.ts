import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWellFormed, utf8Bytes } from './bytes'

describe('utf8Bytes', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['é', 2],
    ['房', 3],
    ['😀', 4],
    ['👨‍👩‍👧‍👦', 25],
    [`${'房'.repeat(682)}ab`, 2048],
    ['😀'.repeat(512), 2048],
  ])('counts %j as %i bytes', (text, bytes) => {
    expect(utf8Bytes(text)).toBe(bytes)
  })

  it('agrees with the platform encoder on any text', () => {
    const encoder = new TextEncoder()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(encoder.encode(text).length)
      }),
    )
  })

  it('counts an unpaired surrogate as its replacement character', () => {
    expect(utf8Bytes('\ud83d')).toBe(3)
    expect(utf8Bytes('a\udc00b')).toBe(5)
  })
})

describe('isWellFormed', () => {
  it('is true exactly when the text survives a round trip through UTF-8', () => {
    const anyUnits = fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => String.fromCharCode(...units))
    fc.assert(
      fc.property(anyUnits, (text) => {
        const back = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
          new TextEncoder().encode(text),
        )
        expect(isWellFormed(text)).toBe(back === text)
      }),
    )
  })
})
