import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { headersOf, sendSave, startTestCluster } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

const PEOPLE = 40
/** The most that one person may have. */
const PAGES_EACH = 5

it('two hundred pages get an event after a save and at the shutdown, which finishes the running save', async () => {
  const { consoles, cookies, createRoom, setFault, engine } = await startTestCluster('embedded', {
    people: PEOPLE,
  })
  const [consoleProcess] = consoles
  if (!consoleProcess) throw new Error('no console')
  await createRoom('r', { banner: 'Hello' })
  const events = `${consoleProcess.url}/api/rooms/r/events`
  const pages = await Promise.all(
    cookies.flatMap((cookie) =>
      Array.from({ length: PAGES_EACH }, () => listen(events, headersOf(cookie))),
    ),
  )
  await vi.waitFor(() => expect(pages.every(({ output }) => output.text !== '')).toBe(true))
  const save = (from: string, to: string) => {
    const changes = [{ key: 'banner', from, to }]
    return sendSave(consoleProcess, cookies[0], { room: 'r', key: randomUUID(), changes })
  }
  const countChangedEvents = () =>
    pages.map(({ output }) => output.events.filter((name) => name === 'changed').length)

  const before = countChangedEvents()
  expect((await save('Hello', 'Welcome')).status).toBe(200)
  // This takes milliseconds, see `npm run bench`; the timeout allows for tests that run at the same
  // time.
  await vi.waitFor(
    () => expect(countChangedEvents().every((count, n) => count > (before[n] ?? 0))).toBe(true),
    {
      timeout: 10_000,
    },
  )

  const callsBefore = engine.calls.length
  setFault((command) => (command.startsWith('set') ? { kind: 'delay', ms: 1_500 } : undefined))
  const lastSave = save('Welcome', 'Bye')
  await vi.waitFor(
    () =>
      expect(engine.calls.slice(callsBefore).some(({ command }) => command.startsWith('set'))).toBe(
        true,
      ),
    { timeout: 5_000 },
  )
  consoleProcess.signal('SIGTERM')
  expect(await consoleProcess.ended).toBe(0)
  expect(await lastSave).toMatchObject({ status: 200, change: { outcome: 'applied' } })
  await vi.waitFor(() => expect(pages.every(({ output }) => output.ended)).toBe(true))
  expect(pages.every(({ output }) => output.events.at(-1) === 'bye')).toBe(true)
}, 60_000)
