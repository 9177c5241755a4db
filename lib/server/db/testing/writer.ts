import 'server-only'
import { once } from 'node:events'
import { Problem } from '@/lib/shared/api/problem'
import { openDatabase } from '../database'
import { createJournal } from '../repositories/journal'
import { applied, intent } from './store-intents'

/**
 * A process of its own for the tests that kill one: opens the store, waits for a word, then begins and settles
 * changes without end, and says each id once its commit is done. It ends by itself when the store is gone.
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
    const { change } = (await journal.begin(intent())).entry
    console.log(`begun ${change.id}`)
    await journal.settle(change.id, applied)
    console.log(`settled ${change.id}`)
  }
} catch (error) {
  process.exit(error instanceof Problem ? 0 : 1)
}
