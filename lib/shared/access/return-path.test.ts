import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signInPath, toReturnPath } from './return-path'

const ORIGIN = 'https://console.example.com'

describe('toReturnPath', () => {
  it.each([
    '/rooms',
    '/rooms/a~2Fb?search=%E6%97%B6%E8%A3%85#row-3',
    '/history?room=a&since=2026-11-25T00:00:00.000Z',
    '/rooms?search=%2F%2Fevil.example',
    '/rooms?search=a%20b',
  ])('goes back to %s', (path) => expect(toReturnPath(path)).toBe(path))

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    '/%5cevil.example',
    '/%2f/evil.example',
    '/%2Fevil.example',
    '/.//evil.example',
    '/%2e//evil.example',
    '/a/..//evil.example',
    '/./%2fevil.example',
    '/a/../%2Fevil.example',
    '/%2e/%5cevil.example',
    '/%0d%0aSet-Cookie:a=b',
    '/\r\n/evil.example',
    '/\u0000',
    '/\u2028/evil.example',
    '/%',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,a',
    'evil.example',
    ' /rooms',
    '',
    '/sign-in',
    '/sign-in?returnTo=/sign-in',
    '/x/../sign-in',
    '/api/changes/export',
    '/api/rooms/room/events',
    '/api',
    '/%61pi/rooms',
    '/rooms/../api/rooms',
    '/_next/static/chunks/a.js',
    '/icon.svg',
    '/robots.txt',
  ])('goes to the start instead of %j', (path) => expect(toReturnPath(path)).toBe('/'))

  it('defaults to the start page', () => {
    expect([toReturnPath(null), toReturnPath(undefined)]).toEqual(['/', '/'])
  })

  const nasty = fc.array(
    fc.constantFrom(
      ...['/', '\\', '.', '..', '%2f', '%5C', '%2e', '%09', '%00', '\t', '\n', '\r', ' ', ':', '@'],
      ...[
        'evil.example',
        'https:',
        'javascript:',
        '?',
        '#',
        '&',
        '%',
        '//',
        '\u2028',
        '\ufeff',
        'a',
      ],
    ),
    { maxLength: 8 },
  )

  it('stays on this origin for any input and any number of decodings', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nasty.map((parts) => parts.join('')),
          fc.string(),
        ),
        (given) => {
          const path = toReturnPath(given)
          expect(new URL(path, ORIGIN).origin).toBe(ORIGIN)
          const [decoded = ''] = decodeURIComponent(path).split(/[?#]/)
          expect(new URL(decoded, ORIGIN).origin).toBe(ORIGIN)
          expect(toReturnPath(path)).toBe(path)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('survives the sign-in page', () => {
    fc.assert(
      fc.property(fc.webPath(), (given) => {
        const path = toReturnPath(given)
        const at = new URL(signInPath(path), ORIGIN)
        expect(at.pathname).toBe('/sign-in')
        expect(toReturnPath(at.searchParams.get('returnTo'))).toBe(path)
      }),
    )
  })
})
