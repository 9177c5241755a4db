import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundleConsole } from '@/lib/server/testing/console/bundle'
import { readJournal } from '@/lib/server/testing/console/read-journal'
import { attribute } from './attribution'
import { createDice, type Dice } from './dice'
import { createDoor, type Door } from './door'
import { type Engine, startEngine } from './engine'
import type { Evidence } from './evidence'
import { createFaults, type FaultLayer } from './faults'
import { type Fleet, startFleet } from './fleet'
import { harass } from './harass'
import { operate, type World } from './operator'
import { makeRooms, runApps, watchRooms } from './rooms'
import { createListener, hearFiles } from './secrets'
import { newAccount, signInAll } from './session'

export type ChaosOptions = {
  seed: string
  /** Saves that take a room, kills of a console, and pauses of 16 seconds and more. */
  saves: number
  kills: number
  pauses: number
  /** Consoles on one store; more than one need `databaseUrl`. */
  replicas: number
  databaseUrl?: string
  operators: number
  rooms: number
  /** A new folder of this run's own: the store, what the consoles said. */
  folder: string
  /** Gives up after that long. */
  longestMs: number
}

export type ChaosRun = {
  evidence: Evidence
  figures: {
    seconds: number
    kills: number
    pauses: number
    faults: FaultLayer['drawn']
    exits: (number | NodeJS.Signals)[]
    endedInMs: number
    complete: boolean
  }
}

const SETTLE_PATIENCE_MS = 75_000
const EDITORS = 4

/** Operators, faults and kills until `saves` have taken a room; then quiet, the end, and what is known. */
export async function runChaos(options: ChaosOptions): Promise<ChaosRun> {
  const dice = createDice(options.seed)
  const faults = createFaults(dice.fork('faults'))
  const engine = await startEngine(faults.draw)
  const account = newAccount()
  const secrets = new Map([
    ['the secret key', engine.settings.secretKey],
    ['AUTH_SECRET', account.AUTH_SECRET],
    ['a password', account.ADMIN_PASSWORD],
  ])
  const listener = createListener(secrets)
  const logs = join(options.folder, 'logs')
  mkdirSync(logs, { recursive: true })
  const startedAt = performance.now()
  const rooms = await makeRooms(engine, dice.fork('rooms'), options.rooms)
  const before = new Map([...engine.rooms].map(([id, room]) => [id, new Map(room)]))
  const script = await bundleConsole()
  const fleet = await startFleet(
    options.replicas,
    {
      script,
      env: settingsOf(options, engine, account),
      logFile: join(logs, 'consoles.log'),
    },
    dice.fork('fleet'),
  )
  try {
    const [url = ''] = fleet.urls
    const cookies = await signInAll(url, account, EDITORS)
    cookies.forEach((cookie, n) => void secrets.set(`session cookie ${n}`, cookie))
    faults.go()
    const doors = cookies.map((cookie) => {
      return createDoor({ cookie }, (text) => listener.hear('a reply', text))
    })
    const stage = { doors, fleet, engine, dice, rooms, faults }
    const { world, lastFaultAt } = await play(options, stage)
    const settledAfterMs = await untilSettled(doors[0] as Door, fleet, lastFaultAt)
    const { codes, ms } = await fleet.end()
    await engine.close()
    const { rows, text } = await readJournal(storeOf(options))
    listener.hear('the store', text)
    hearFiles(listener, 'a log', logs)
    listener.hear('the build', readFileSync(script, 'utf8'))
    const own = rows.filter(({ change }) => change.source !== 'outside')
    return {
      evidence: {
        engine,
        before,
        rows,
        ...attribute(engine.writes, rows),
        saves: world.saves,
        settledAfterMs,
        leaks: listener.leaks,
      },
      figures: {
        seconds: Math.round((performance.now() - startedAt) / 1_000),
        kills: fleet.kills,
        pauses: fleet.pauses,
        faults: faults.drawn,
        exits: codes,
        endedInMs: ms,
        complete: own.length >= options.saves,
      },
    }
  } finally {
    fleet.abandon()
  }
}

const storeOf = ({ folder, databaseUrl }: ChaosOptions) => ({
  dataDir: resolve(folder, 'data'),
  databaseUrl,
})

function settingsOf(options: ChaosOptions, engine: Engine, account: object) {
  const { dataDir, databaseUrl } = storeOf(options)
  const { url, sdkAppId, identifier, secretKey } = engine.settings
  return {
    ...account,
    LIVE_ENGINE_URL: url,
    LIVE_ENGINE_SDK_APP_ID: String(sdkAppId),
    LIVE_ENGINE_IDENTIFIER: identifier,
    LIVE_ENGINE_SECRET_KEY: secretKey,
    LIVE_ENGINE_QPS: String(Math.floor(160 / options.replicas)),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'debug',
  }
}

type Stage = {
  doors: Door[]
  fleet: Fleet
  engine: Engine
  dice: Dice
  rooms: string[]
  faults: FaultLayer
}

async function play(options: ChaosOptions, stage: Stage) {
  const { doors, fleet, engine, dice, rooms, faults } = stage
  const until = Date.now() + options.longestMs
  const gone = new AbortController()
  const world: World = {
    doors,
    urls: fleet.urls,
    rooms,
    saves: [],
    over: () => gone.signal.aborted,
  }
  const people = Array.from({ length: options.operators }, (_, n) =>
    operate(world, dice.fork(`operator ${n}`), n),
  )
  const others = [
    runApps(engine, dice.fork('apps'), rooms, gone.signal),
    watchRooms(world, dice.fork('watchers'), gone.signal),
  ]
  await harass(options, world, fleet, dice.fork('kills'), until)
  faults.stop()
  const lastFaultAt = Math.max(Date.now(), faults.overAt())
  gone.abort()
  await Promise.all([...people, ...others])
  return { world, lastFaultAt }
}

/** Milliseconds from the last fault until no change is unsettled; null when that did not come. */
async function untilSettled(door: Door, fleet: Fleet, lastFaultAt: number): Promise<number | null> {
  const [url = ''] = fleet.urls
  while (Date.now() < lastFaultAt + SETTLE_PATIENCE_MS) {
    const open = await door.unsettled(url)
    if (open?.length === 0) return Math.max(0, Date.now() - lastFaultAt)
    await sleep(250)
  }
  return null
}
