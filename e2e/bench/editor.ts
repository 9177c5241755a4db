import { chromium } from '@playwright/test'
import { launchOptions } from '../support/browser'
import { createRoom } from '../support/live-service'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'
import { measureImport } from './editor/measure-import'
import { measurePage } from './editor/measure-page'
import { measureTyping } from './editor/measure-typing'
import { createMeasuredTable } from './measured-table'

/**
 * Prints the size of pages, and the cost of a key press and of a large import. Fails if one of them is
 * outside its limit.
 */
const table = createMeasuredTable()
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
  table.add(
    'editor: scripts and messages until one can type, KiB gzip',
    editor.first.scriptKib + editor.first.inlineKib,
    220,
  )
  table.add('editor: scripts of it, KiB gzip', editor.first.scriptKib)
  table.add('editor: scripts including preloads, KiB gzip', editor.idle.scriptKib)
  table.add(
    'rooms: scripts and messages until one can type, KiB gzip',
    rooms.first.scriptKib + rooms.first.inlineKib,
  )
  table.add('full room: script per key press, ms median at 4× throttling', full.scriptMs, 16)
  table.add('small room: script per key press, ms median at 4× throttling', small.scriptMs, 16)
  table.add('ratio full : small', full.scriptMs / small.scriptMs)
  table.add('full room: rows rendered per key press', full.rows, 1)
  table.add('full room: components rendered per key press', full.components)
  for (const [format, ms] of Object.entries(imports))
    table.add(`import of 10,000 lines, ${format}: longest task, ms`, ms, 200)
} finally {
  await browser.close()
  await servers.stop()
}
if (table.print() > 0) process.exitCode = 1
