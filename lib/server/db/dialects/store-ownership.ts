import 'server-only'
import { join } from 'node:path'
import Libsql from 'libsql'
import { createPrivateFile } from '../private-files'
import { StoreError } from '../store-error'
import { isBusy } from './sqlite/embedded-driver'

/**
 * Makes this process the owner of the embedded store in `dataDir`, and returns the function that
 * gives the ownership up. The lock is an open transaction on a file of its own, so the operating
 * system releases it with the process, however that ends. Throws {@link StoreError} while another
 * process is the owner.
 */
export function acquireStoreOwnership(dataDir: string): () => void {
  const file = join(dataDir, 'console.lock')
  createPrivateFile(file)
  const lock = new Libsql(file)
  try {
    lock.pragma('busy_timeout = 0')
    // Nothing is ever written, so there is nothing to roll back after a crash.
    lock.pragma('journal_mode = memory')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new StoreError(
      `The store in ${dataDir} is in use by another console process. The embedded store is for one process: stop the other one first, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
  return () => {
    // The driver closes its files only after garbage collection; the lock must go now.
    lock.exec('rollback')
    lock.close()
  }
}
