import { randomUUID } from 'node:crypto'
import { cookieHeader } from '../../support/people'
import { consoleUrl } from '../../support/test-settings'
import { countCalls } from '../console-metrics'
import { createHttpClient, runAtRate, type TimedResponse } from '../load-generator'
import { createMeasuredTable, msQuantile } from '../measured-table'
import { readRequest, saveRequest } from '../normal-work'
import { forEachStore, type StoreSettings, startFilledServers } from './filled-servers'

/**
 * Measures how much later a person's reads and saves get their responses while the sweep runs: the
 * same work with the sweep turned off and at several rates, in turns. Exits with 1 when a limit is
 * exceeded.
 */
const ROOMS = 2_000
const RATES = [0, 10, 100]
const TURNS = 3
const SECONDS = 15
const READS_PER_SECOND = 20
const SAVES_PER_SECOND = 2
const MAX_DELAY_MS = 20

type Measured = { reads: TimedResponse[]; saves: TimedResponse[]; calls: number }

async function measure(createStore: () => Promise<StoreSettings>, rate: number): Promise<Measured> {
  const settings = { LIVE_SWEEP_QPS: String(rate) }
  const servers = await startFilledServers(await createStore(), { rooms: ROOMS }, settings)
  const client = createHttpClient(consoleUrl, { cookie: cookieHeader(servers.editor) })
  // Another room each time, because reads of one room within a second share a call.
  const roomOf = (nth: number) => `show-${String(nth % ROOMS).padStart(6, '0')}`
  let [reads, saves] = [0, 0]
  const read = () => client.send(readRequest(roomOf(reads++)))
  const save = () => client.send(saveRequest(roomOf(ROOMS - ++saves), null, randomUUID()))
  const work = async (seconds: number) => {
    const saving = runAtRate(SAVES_PER_SECOND, seconds, save)
    const reading = runAtRate(READS_PER_SECOND, seconds, read)
    return { saves: await saving, reads: await reading }
  }
  try {
    await work(1)
    const before = await countCalls('get_room_metadata')
    const responses = await work(SECONDS)
    return { ...responses, calls: (await countCalls('get_room_metadata')) - before }
  } finally {
    client.close()
    await servers.stop()
  }
}

const table = createMeasuredTable()
await forEachStore(async (store, createStore) => {
  const measured = new Map<number, Measured>()
  for (let turn = 0; turn < TURNS; turn++) {
    for (const rate of RATES) {
      const { reads, saves, calls } = await measure(createStore, rate)
      const earlier = measured.get(rate)
      measured.set(rate, {
        reads: [...(earlier?.reads ?? []), ...reads],
        saves: [...(earlier?.saves ?? []), ...saves],
        calls: (earlier?.calls ?? 0) + calls,
      })
    }
  }
  const off = measured.get(0)
  for (const [rate, { reads, saves, calls }] of measured) {
    const name = rate === 0 ? `${store}, no sweep` : `${store}, ${rate} rooms a second`
    const failed = [...reads, ...saves].filter(({ status }) => status !== 200)
    table.add(`${name}: calls that read metadata`, calls)
    table.add(`${name}: responses other than 200`, failed.length, 0)
    for (const kind of ['reads', 'saves'] as const) {
      const p95 = msQuantile(kind === 'reads' ? reads : saves, 0.95)
      table.add(`${name}: ${kind}, ms p95`, p95)
      if (rate > 0 && off) {
        table.add(`${name}: ${kind}, ms later`, p95 - msQuantile(off[kind], 0.95), MAX_DELAY_MS)
      }
    }
  }
})
process.exit(table.print() === 0 ? 0 : 1)
