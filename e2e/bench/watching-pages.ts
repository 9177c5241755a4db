import { randomUUID } from 'node:crypto'
import { addPerson, cookieHeader, signIn } from '../support/people'
import { consoleUrl } from '../support/test-settings'

/** As many streams as one person usually has open. */
export const PAGES_PER_PERSON = 5

/** The cookies of editors for `count` pages. */
export async function signInForPages(count: number): Promise<string[]> {
  const cookies: string[] = []
  for (let n = 0; n < count; n += PAGES_PER_PERSON) {
    const { email, password } = await addPerson('editor', `watcher-${n}@example.com`)
    const cookie = cookieHeader(await signIn(email, password))
    cookies.push(...Array(Math.min(PAGES_PER_PERSON, count - n)).fill(cookie))
  }
  return cookies
}

/**
 * Opens an event stream of the room for every cookie and does what a page does: after an invalidation
 * event it reads the room again. The key `banner` has the value of {@link bannerOf} 0.
 */
export function openPages(room: string, cookies: readonly string[]) {
  const path = `/api/rooms/${room}`
  const stopping = new AbortController()
  const delays: number[] = []
  const reads = new Set<Promise<void>>()
  let currentSave = { value: '', startedAt: 0 }
  let openStreams = 0

  async function readAgain(cookie: string, page: { value: string }) {
    const { value, startedAt } = currentSave
    const response = await fetch(`${consoleUrl}${path}/metadata`, { headers: { cookie } })
    const text = await response.text()
    const isOutdated = currentSave.value !== value
    if (isOutdated || page.value === value || !text.includes(`"${value}"`)) return
    page.value = value
    delays.push(performance.now() - startedAt)
  }

  async function watch(cookie: string) {
    const page = { value: bannerOf(0) }
    const address = `${consoleUrl}${path}/events`
    const response = await fetch(address, { headers: { cookie }, signal: stopping.signal })
    const decoder = new TextDecoder()
    openStreams++
    for await (const chunk of response.body ?? []) {
      if (!decoder.decode(chunk, { stream: true }).includes('event: changed')) continue
      const read = readAgain(cookie, page).finally(() => reads.delete(read))
      reads.add(read)
    }
  }

  for (const cookie of cookies) {
    watch(cookie)
      .catch(() => undefined)
      .finally(() => openStreams--)
  }
  return {
    /** Ms from a save until a page had read the new value, of all pages and saves. */
    delays,
    countStreams: () => openStreams,
    /** The nth save, from 1. Resolves to its ms. */
    async save(cookie: string, nth: number): Promise<number> {
      const startedAt = performance.now()
      currentSave = { value: bannerOf(nth), startedAt }
      await saveBanner(cookie, path, bannerOf(nth - 1), bannerOf(nth))
      return performance.now() - startedAt
    },
    waitForReads: async () => void (await Promise.all(reads)),
    close: () => stopping.abort(),
  }
}

export const bannerOf = (nth: number) => `save ${nth}`

/** Throws unless the save succeeds. */
export async function saveBanner(cookie: string, path: string, from: string, to: string) {
  const response = await fetch(`${consoleUrl}${path}/metadata`, {
    method: 'PATCH',
    headers: {
      cookie,
      origin: consoleUrl,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ changes: [{ key: 'banner', from, to }] }),
  })
  if (!response.ok) throw new Error(`save: ${response.status} ${await response.text()}`)
}
