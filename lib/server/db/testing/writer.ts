import 'server-only'
import { once } from 'node:events'
import { Problem } from '@/lib/shared/api/problem'
import { openDatabase } from '../database'
import { createJournal } from '../repositories/journal/journal'
import { applied, newChange } from './new-changes'

/**
 * A process for tests that kill one: opens the store, waits for `go`, then inserts and settles
 * changes without end and prints each id after its commit. It ends by itself when the store is
 * gone.
 */
const database = await openDatabase({
  dataDir: process.env.TEST_DATA_DIR ?? '',
  databaseUrl: process.env.TEST_DATABASE_URL,
})
const journal = createJournal(database)
console.log('open')
await once(process.stdin, 'data')
try {
  for (;;) {
    const { change } = (await journal.insertPending(newChange())).record
    console.log(`inserted ${change.id}`)
    await journal.settle(change.id, applied)
    console.log(`settled ${change.id}`)
  }
} catch (error) {
  process.exit(error instanceof Problem ? 0 : 1)
}
