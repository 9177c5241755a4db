import { createRoom } from '../support/live-service'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { createHttpClient, runAtRate, type TimedResponse } from './load-generator'
import { countByStatus, createMeasuredTable, msQuantile } from './measured-table'
import { createSignedInClient, workNormally } from './normal-work'

/**
 * Strangers load the sign-in page from one address and sign in with wrong passwords from a hundred
 * addresses, while a person who is signed in works normally. Prints what each of them gets and exits
 * with 1 when a limit is exceeded. Needs a system on which all of 127.0.0.0/8 is loopback.
 */
const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 30)
const PAGES_PER_SECOND = 200
const ADDRESSES = 100
const ROUNDS = 5

const servers = await startServers()
const table = createMeasuredTable()
try {
  for (const room of ['calm', 'flooded']) await createRoom(room, room, [])
  const person = await createSignedInClient('calm@example.com')
  addNormalWork('no one else', await workNormally(person, 'calm', SECONDS))

  const pages = createHttpClient(consoleUrl, {}, '127.0.2.1')
  const addresses = Array.from({ length: ADDRESSES }, (_, at) =>
    createHttpClient(consoleUrl, {}, `127.0.1.${at + 1}`),
  )
  const normalWork = workNormally(person, 'flooded', SECONDS)
  const loading = runAtRate(PAGES_PER_SECOND, SECONDS, () =>
    pages.send({ method: 'GET', path: '/sign-in' }),
  )
  const signingIn = runAtRate(ROUNDS / SECONDS, SECONDS, async (round) =>
    Promise.all(
      addresses.map(({ send }, at) => {
        const body = { email: `stranger-${round}-${at}@example.com`, password: 'a wrong password' }
        return send({ method: 'POST', path: '/api/auth/sign-in/email', body })
      }),
    ),
  )
  const loaded = await loading
  const signIns = (await signingIn).flat()

  for (const [name, count] of countByStatus('pages', loaded)) table.add(name, count)
  table.add('pages: p95 ms', msQuantile(loaded, 0.95))
  for (const [name, count] of countByStatus('sign-ins', signIns)) table.add(name, count)
  table.add('sign-ins: p95 ms', msQuantile(signIns, 0.95))
  addNormalWork('strangers', await normalWork, { reads: 500, saves: 2_000 })
  for (const { close } of [person, pages, ...addresses]) close()
} finally {
  await servers.stop()
}
process.exit(table.print() === 0 ? 0 : 1)

function addNormalWork(
  others: string,
  { reads, saves }: { reads: TimedResponse[]; saves: TimedResponse[] },
  limits?: { reads: number; saves: number },
) {
  table.add(`a person beside ${others}: reads, p95 ms`, msQuantile(reads, 0.95), limits?.reads)
  table.add(`a person beside ${others}: saves, p95 ms`, msQuantile(saves, 0.95), limits?.saves)
  const failed = [...reads, ...saves].filter(({ status }) => status !== 200)
  table.add(`a person beside ${others}: responses other than 200`, failed.length, 0)
}
