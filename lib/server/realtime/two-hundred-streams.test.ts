import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { headersOf, saveAt, startCrew } from '../testing/console/test-cluster'
import { listen } from '../testing/http-endpoint'

const PEOPLE = 40
/** As many as one person may have. */
const EACH = 5

it('two hundred pages are told of a save, and of the end of the process, which finishes the save under way', async () => {
  const { consoles, cookies, makeRoom, suffer, engine } = await startCrew('embedded', {
    people: PEOPLE,
  })
  const [console] = consoles
  if (!console) throw new Error('no console')
  await makeRoom('r', { banner: 'Hello' })
  const events = `${console.url}/api/rooms/r/events`
  const pages = await Promise.all(
    cookies.flatMap((cookie) =>
      Array.from({ length: EACH }, () => listen(events, headersOf(cookie))),
    ),
  )
  await vi.waitFor(() => expect(pages.every(({ told }) => told.text !== '')).toBe(true))
  const save = (from: string, to: string) => {
    const changes = [{ key: 'banner', from, to }]
    return saveAt(console, cookies[0], { room: 'r', key: randomUUID(), changes })
  }
  const changed = () =>
    pages.map(({ told }) => told.events.filter((name) => name === 'changed').length)

  const before = changed()
  expect((await save('Hello', 'Welcome')).status).toBe(200)
  // It takes milliseconds, see `npm run bench`; here other tests run beside it.
  await vi.waitFor(
    () => expect(changed().every((count, n) => count > (before[n] ?? 0))).toBe(true),
    {
      timeout: 10_000,
    },
  )

  const calls = engine.calls.length
  suffer((command) => (command.startsWith('set') ? { kind: 'late', ms: 1_500 } : undefined))
  const last = save('Welcome', 'Bye')
  await vi.waitFor(
    () =>
      expect(engine.calls.slice(calls).some(({ command }) => command.startsWith('set'))).toBe(true),
    { timeout: 5_000 },
  )
  const askedAt = performance.now()
  console.signal('SIGTERM')
  expect(await console.ended).toBe(0)
  expect(performance.now() - askedAt).toBeLessThan(20_000)
  expect(await last).toMatchObject({ status: 200, change: { outcome: 'applied' } })
  await vi.waitFor(() => expect(pages.every(({ told }) => told.ended)).toBe(true))
  expect(pages.every(({ told }) => told.events.at(-1) === 'bye')).toBe(true)
}, 60_000)
