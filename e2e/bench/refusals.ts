import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Libsql from 'libsql'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { createRoom } from '../support/live-service'
import { addPerson, cookieHeader } from '../support/people'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { createHttpClient, type TimedResponse } from './load-generator'
import { createMeasuredTable, msQuantile } from './measured-table'

/**
 * Compares response times within one run: sign-ins of an unknown account and with a wrong password;
 * reads while another process locks the store and while none does; saves that are refused and saves
 * that are applied. Exits with 1 when a limit is exceeded.
 */
const RUNS = 20
const ACCOUNTS = 3
/** So many failures of one account do not slow the next one. */
const FREE_FAILURES = 4
const STORE_REFUSAL_LIMIT_MS = 1_000
const PAUSE_TIMEOUT_MS = 60_000
const ROOM_PATH = '/api/rooms/bench-refusals'

const dataDir = createTempFolder('bench-store')
const servers = await startServers({ DATA_DIR: dataDir })
const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
const strangers = createHttpClient(consoleUrl, {})
let banner = 'save 0'
const table = createMeasuredTable()
try {
  await createRoom('bench-refusals', 'Refusals', [['banner', banner]])
  const signIns = await compareSignIns()
  await repeat(5, saveNext)
  const applied = await repeat(RUNS, saveNext)
  const normalReads = await repeat(RUNS, read)

  const lock = new Libsql(join(dataDir, 'console.db'))
  lock.exec('begin exclusive')
  const waitingSaves = Promise.all(Array.from({ length: 5 }, saveNext))
  const readsWhileLocked = await repeat(RUNS, read)
  const refusedByLock = [...(await waitingSaves), ...(await repeat(3, saveNext))]
  lock.exec('rollback')
  lock.close()

  await servers.stopEmulator()
  await waitUntilPaused()
  const refusedWhilePaused = await repeat(RUNS, saveNext)

  assertStatus(applied, 200)
  assertStatus([...normalReads, ...readsWhileLocked], 200)
  assertStatus([...refusedByLock, ...refusedWhilePaused], 503)
  table.add('sign-in: unknown account, ms median', median(signIns.unknown))
  table.add('sign-in: wrong password, ms median', median(signIns.known))
  addRatio('unknown account : wrong password', signIns.unknown, signIns.known, 2)
  addRatio('wrong password : unknown account', signIns.known, signIns.unknown, 2)
  table.add('read, ms median', median(normalReads))
  table.add('read while the store is locked, ms median', median(readsWhileLocked))
  addRatio('read, locked : not locked', readsWhileLocked, normalReads, 5)
  const longestMs = msQuantile(refusedByLock, 1)
  table.add('save refused by a locked store, ms longest', longestMs, STORE_REFUSAL_LIMIT_MS)
  table.add('applied save, ms median', median(applied))
  table.add('save refused while calls are paused, ms median', median(refusedWhilePaused))
  addRatio('refused while paused : applied', refusedWhilePaused, applied, 1)
} finally {
  client.close()
  strangers.close()
  await servers.stop()
}
process.exit(table.print() === 0 ? 0 : 1)

/** Alternates between both kinds, so that other work on this machine slows both. */
async function compareSignIns() {
  const times = { known: [] as TimedResponse[], unknown: [] as TimedResponse[] }
  for (let account = 0; account < ACCOUNTS; account++) {
    const { email } = await addPerson('viewer', `sign-in-${account}@example.com`)
    for (let run = 0; run < FREE_FAILURES; run++) {
      times.known.push(await failSignIn(email))
      times.unknown.push(await failSignIn(`unknown-${account}-${run}@example.com`))
    }
  }
  assertStatus([...times.known, ...times.unknown], 401)
  return times
}

function failSignIn(email: string) {
  const body = { email, password: 'a wrong password' }
  return strangers.send({ method: 'POST', path: '/api/auth/sign-in/email', body })
}

function read() {
  return client.send({ method: 'GET', path: `${ROOM_PATH}/metadata?fresh=1` })
}

async function saveNext() {
  const to = randomUUID()
  const body = { changes: [{ key: 'banner', from: banner, to }] }
  const path = `${ROOM_PATH}/metadata`
  const response = await client.send({ method: 'PATCH', path, body, key: randomUUID() })
  if (response.status === 200) banner = to
  return response
}

/** Reads until the console holds calls back, because too many of them failed. */
async function waitUntilPaused() {
  for (const until = performance.now() + PAUSE_TIMEOUT_MS; performance.now() < until; ) {
    const headers = { cookie: cookieHeader(servers.editor) }
    const response = await fetch(`${consoleUrl}${ROOM_PATH}/metadata?fresh=1`, { headers })
    if ((await response.text()).includes('engine.paused')) return
  }
  throw new Error('the console did not pause its calls')
}

async function repeat(times: number, act: () => Promise<TimedResponse>) {
  const responses: TimedResponse[] = []
  for (let run = 0; run < times; run++) responses.push(await act())
  return responses
}

function assertStatus(responses: readonly TimedResponse[], expected: number) {
  const other = responses.find(({ status }) => status !== expected)
  if (other) throw new Error(`status ${other.status} instead of ${expected}`)
}

function median(responses: readonly TimedResponse[]) {
  return msQuantile(responses, 0.5)
}

/** Adds the ratio of two medians and its upper limit. */
function addRatio(
  name: string,
  one: readonly TimedResponse[],
  other: readonly TimedResponse[],
  limit: number,
) {
  table.add(`ratio ${name}`, median(one) / median(other), limit)
}
