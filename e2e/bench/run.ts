import { chromium } from '@playwright/test'
import { consoleUrl } from '../addresses'
import { launchOptions } from '../browser'
import { createRoom } from '../engine'
import { startServers } from '../servers'
import { firstLoad } from './first-load'
import { typing } from './typing'

/** Prints what the editor costs; measures both rooms side by side in one run. */
const browser = await chromium.launch(launchOptions)
const servers = await startServers()
const context = await browser.newContext({ storageState: servers.editor })
try {
  const full = Array.from(
    { length: 10 },
    (_, at) => [`key_${at}`, 'v'.repeat(at < 6 ? 2_048 : 1_020)] as const,
  )
  await createRoom('bench-full', 'Full room', full)
  await createRoom('bench-small', 'Small room', [['key', 'v']])
  const small = await typing(context, `${consoleUrl}/rooms/bench-small`)
  const large = await typing(context, `${consoleUrl}/rooms/bench-full`)
  const size = await firstLoad(context, `${consoleUrl}/rooms/bench-full`)
  const finder = await firstLoad(context, `${consoleUrl}/rooms`)
  console.table({
    'JavaScript of the editor until one can type, KiB gzip': {
      measured: round(size.needed),
      limit: 200,
    },
    'and with what comes ahead while it is idle': { measured: round(size.ahead) },
    'the same of the finder, until one can type': { measured: round(finder.needed) },
    'script per key press in a full room, ms median at 4× throttle': {
      measured: round(large.scriptMs),
      limit: 16,
    },
    'the same in a room of one short entry': { measured: round(small.scriptMs), limit: 16 },
    'ratio full : small': { measured: round(large.scriptMs / small.scriptMs) },
    'rows that draw themselves anew per key press': { measured: large.rows, limit: 1 },
    'components that do': { measured: large.components },
  })
} finally {
  await browser.close()
  await servers.stop()
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
