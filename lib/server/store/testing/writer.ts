import 'server-only'
import { createInterface } from 'node:readline'
import { openDatabase } from '../database'
import { createJournal } from '../journal'
import { applied, intent } from './store-intents'

/**
 * A process of its own for the tests that kill one: opens the store, then, at every line it is sent, begins and
 * settles changes without end, and prints each id once its commit is done.
 */
const database = await openDatabase({
  dataDir: process.env.TEST_DATA_DIR ?? '',
  databaseUrl: process.env.TEST_DATABASE_URL,
})
const journal = createJournal(database)
console.log('open')

for await (const _ of createInterface({ input: process.stdin })) {
  for (;;) {
    const { change } = (await journal.begin(intent())).entry
    console.log(`begun ${change.id}`)
    await journal.settle(change.id, applied)
    console.log(`settled ${change.id}`)
  }
}
await database.close()
