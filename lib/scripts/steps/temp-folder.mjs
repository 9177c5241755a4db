import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @type {Set<string>} */
const folders = new Set()
process.on('exit', removeTempFolders)

/**
 * Creates a folder that is removed when this process exits, also after an error.
 *
 * @param {string} name what the folder is for
 * @param {string} [parent] by default the temporary directory of the system
 * @returns {string}
 */
export function createTempFolder(name, parent = tmpdir()) {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, `live-room-console-${name}-`))
  folders.add(folder)
  return folder
}

/** Vitest calls it after each test file, because it ends its workers without an `exit` event. */
export function removeTempFolders() {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
}
