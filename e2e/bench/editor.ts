import { chromium } from '@playwright/test'
import { launchOptions } from '../support/browser'
import { createRoom } from '../support/live-service'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { measureImport } from './measure-import'
import { measurePage } from './measure-page'
import { measureTyping } from './measure-typing'

/** Prints the size of pages, and the cost of a key press and of a large import. */
const browser = await chromium.launch(launchOptions)
const servers = await startServers()
const context = await browser.newContext({ storageState: servers.editor })
try {
  const fullRoom = Array.from(
    { length: 10 },
    (_, at) => [`key_${at}`, 'v'.repeat(at < 6 ? 2_048 : 1_020)] as const,
  )
  await createRoom('bench-full', 'Full room', fullRoom)
  await createRoom('bench-small', 'Small room', [['key', 'v']])
  const small = await measureTyping(context, `${consoleUrl}/rooms/bench-small`)
  const full = await measureTyping(context, `${consoleUrl}/rooms/bench-full`)
  const imports = await measureImport(context, `${consoleUrl}/rooms/bench-small`)
  const editor = await measurePage(browser, servers.editor, `${consoleUrl}/rooms/bench-small`)
  const rooms = await measurePage(browser, servers.editor, `${consoleUrl}/rooms`)
  console.table({
    'editor: scripts and messages until one can type, KiB gzip': {
      measured: round(editor.first.scriptKib + editor.first.inlineKib),
      limit: 215,
    },
    'editor: scripts of it, KiB gzip': { measured: round(editor.first.scriptKib) },
    'editor: scripts including preloads, KiB gzip': { measured: round(editor.idle.scriptKib) },
    'rooms: scripts and messages until one can type, KiB gzip': {
      measured: round(rooms.first.scriptKib + rooms.first.inlineKib),
    },
    'full room: script per key press, ms median at 4× throttling': {
      measured: round(full.scriptMs),
      limit: 16,
    },
    'small room: script per key press, ms median at 4× throttling': {
      measured: round(small.scriptMs),
      limit: 16,
    },
    'ratio full : small': { measured: round(full.scriptMs / small.scriptMs) },
    'full room: rows rendered per key press': { measured: full.rows, limit: 1 },
    'full room: components rendered per key press': { measured: full.components },
    ...Object.fromEntries(
      Object.entries(imports).map(([format, ms]) => [
        `import of 10,000 lines, ${format}: longest task, ms`,
        { measured: round(ms), limit: 200 },
      ]),
    ),
  })
} finally {
  await browser.close()
  await servers.stop()
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
