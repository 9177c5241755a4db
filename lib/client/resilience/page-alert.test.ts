// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getPageAlert, reportUnhandledErrors, setPageAlert } from './page-alert'

beforeAll(reportUnhandledErrors)
afterEach(() => setPageAlert(null))

const error = new Error('broken on purpose')
const throwError = (init: ErrorEventInit) => dispatchEvent(new ErrorEvent('error', init))
const setActive = (hasBeenActive: boolean) =>
  Object.defineProperty(navigator, 'userActivation', {
    value: { hasBeenActive },
    configurable: true,
  })

describe('an error that nothing handles', () => {
  it('is shown with its text', () => {
    throwError({ error, filename: 'http://localhost/chunk.js' })
    expect(getPageAlert()).toEqual({ kind: 'failed', error: 'Error: broken on purpose' })
  })

  it('is shown when a promise fails', () => {
    const event = Object.assign(new Event('unhandledrejection'), { reason: error })
    dispatchEvent(event)
    expect(getPageAlert()).toMatchObject({ kind: 'failed' })
  })

  it.each([
    ['an extension', { error, filename: 'chrome-extension://abc/content.js' }],
    ['the browser, about layout', { message: 'ResizeObserver loop' }],
    ['an aborted request', { error: new DOMException('', 'AbortError') }],
  ])('is not shown if it comes from %s', (_, init) => {
    throwError(init)
    expect(getPageAlert()).toBeNull()
  })

  it('is not shown before the first press', () => {
    setActive(false)
    throwError({ error })
    expect(getPageAlert()).toBeNull()
    setActive(true)
    throwError({ error })
    expect(getPageAlert()).not.toBeNull()
  })

  it('does not hide that the console was updated', () => {
    setPageAlert({ kind: 'updated' })
    throwError({ error })
    expect(getPageAlert()).toEqual({ kind: 'updated' })
  })
})
