import '@testing-library/jest-dom/vitest'
import 'fake-indexeddb/auto'
import { notifyManager } from '@tanstack/react-query'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import { removePersonalData } from '@/lib/client/browser/personal-data'
import { FakeEventSource } from '../live/testing/fake-event-source'
import { ada } from './test-providers'

configure({
  // Parts of the editor load on demand, which takes long on a busy machine.
  asyncUtilTimeout: 10_000,
  // An announcement repeats a text of the screen. Tests look for it in its region.
  defaultIgnore: 'script, style, #live-polite, #live-assertive',
})
// Query results reach components before `act` ends.
notifyManager.setScheduler(queueMicrotask)

beforeEach(() => {
  vi.stubGlobal('EventSource', FakeEventSource)
  // Live updates and preloading start on an idle page; these tests trigger reads themselves.
  vi.stubGlobal('requestIdleCallback', () => 0)
  vi.stubGlobal('cancelIdleCallback', () => undefined)
})

afterEach(async () => {
  // Before the editor ends, so that it keeps no draft for the next test.
  await removePersonalData(ada.id)
  cleanup()
  vi.unstubAllGlobals()
  sessionStorage.clear()
  localStorage.clear()
})
