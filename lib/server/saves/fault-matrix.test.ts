import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SAVE = 'lib/server/saves'
const SPECS = 'e2e/specs'

/**
 * The faults that a save must survive, each with the tests that show it. Those of the browser are in `e2e/specs`, and
 * all of it at once, at random and with kills, is in `e2e/chaos`.
 */
const matrix: Record<string, [file: string, ...titles: string[]][]> = {
  'engine down, on read': [
    [`${SAVE}/save.test.ts`, 'a read shows the last verified entries and says so'],
    ['lib/server/engine/client.test.ts', 'and never shown as an empty room'],
  ],
  'engine down, on save': [
    [`${SAVE}/save-faults.test.ts`, 'nothing was sent, nobody is told "unknown"'],
    [`${SAVE}/admission.test.ts`, 'a save is refused in under 50 ms, and leaves neither a row nor'],
    [
      'lib/server/engine/transport/transport.test.ts',
      'nothing was sent, so that a write may go out again',
    ],
  ],
  'set applied, reply lost': [
    [`${SAVE}/lost-replies.test.ts`, 'applied, it is confirmed by reading back, with one effect'],
    [`${SPECS}/outcomes.spec.ts`, 'it applies a save and then stays silent'],
  ],
  'set not applied, reply lost': [
    [`${SAVE}/lost-replies.test.ts`, 'not applied, it is found out, and saved again it has one'],
    [`${SPECS}/outcomes.spec.ts`, 'its gateway fails and nothing arrives'],
  ],
  'set applied late, after the time-out': [
    [`${SAVE}/lost-replies.test.ts`, 'the room stays taken until it is there'],
    [`${SAVE}/save-faults.test.ts`, 'keeps the room taken and answers without an outcome'],
    [`${SPECS}/unsettled.spec.ts`, 'a save that takes long is told to everybody in the room'],
  ],
  'set applied, delete fails': [
    [`${SAVE}/save-faults.test.ts`, 'makes the save partial, key by key'],
    [`${SPECS}/outcomes.spec.ts`, 'it sets but does not delete'],
  ],
  '200 with HTML, empty, truncated, null, a list, too large, a gzip bomb': [
    [
      'lib/server/engine/resilience/retry-policy.test.ts',
      'a write goes out once and is unknown',
      'bad.gzipBomb',
    ],
    [`${SAVE}/lost-replies.test.ts`, 'a 200 in HTML', 'an empty 200', 'a 200 of null'],
    [`${SPECS}/outcomes.spec.ts`, 'its answer is cut off'],
  ],
  'an error code that is a text, null, missing, or 0 with FAIL': [
    ['lib/server/engine/resilience/retry-policy.test.ts', 'garbled: reads try twice'],
    [`${SAVE}/lost-replies.test.ts`, 'a code in words', 'success at odds with itself'],
  ],
  'rate codes': [
    ['lib/server/engine/resilience/retry-policy.test.ts', '%i is tried three times, writes too'],
    [
      'lib/server/engine/resilience/back-off.test.ts',
      'after a rate code waits around a second, doubling',
    ],
    [`${SPECS}/outcomes.spec.ts`, 'it is busy at first'],
  ],
  'wrong secret, clock, region, plan': [
    ['lib/server/engine/contract.test.ts', 'and nothing is sent again and again'],
    ['lib/server/engine/secrets.test.ts', 'nor does any code of the engine'],
    [`${SPECS}/connection.spec.ts`, 'a wrong secret is told by the name of the setting'],
  ],
  'room dissolved while editing': [
    [`${SPECS}/outcomes.spec.ts`, 'the room ends while they type, and the text can be copied'],
  ],
  'another operator saves first': [
    [`${SAVE}/save.test.ts`, 'never overwrites what somebody else wrote'],
    [`${SPECS}/conflicts.spec.ts`, 'a colleague saves the same key first: the second gets both'],
  ],
  'an app changes another key meanwhile': [
    [`${SAVE}/save.test.ts`, 'leaves other keys to those who change them meanwhile'],
    [
      `${SPECS}/conflicts.spec.ts`,
      'an app changes another key meanwhile: both changes stand',
      'two people save different keys: both stand',
    ],
  ],
  'keys added by an app between read and save': [
    [`${SAVE}/save-faults.test.ts`, 'is explained by what others added meanwhile'],
    [`${SPECS}/outcomes.spec.ts`, 'apps fill the room between reading and saving'],
  ],
  'double click, Enter and click, two tabs, reload after save': [
    [`${SAVE}/idempotency.test.ts`, 'fifty times at once is one change with one effect'],
    [`${SAVE}/save.test.ts`, 'sends nothing for a key that is already where it shall go'],
  ],
  'response of our own server lost': [
    [`${SPECS}/unsettled.spec.ts`, 'what became of the save is asked, and told'],
    ['lib/server/services/metadata.test.ts', 'whose answer got lost can ask what became of it'],
  ],
  'session expires while editing': [
    [`${SPECS}/session-ends.spec.ts`, 'is begun anew in place, and the save goes on'],
    [`${SAVE}/permission.test.ts`, 'a session that ends before anything is sent: nothing is'],
  ],
  'role taken away while editing': [
    [`${SPECS}/roles.spec.ts`, 'nothing is written, and the text can be copied'],
    [`${SAVE}/permission.test.ts`, 'a role that is taken away before anything is sent: nothing is'],
  ],
  'kill -9 at any step': [
    ['e2e/chaos/short.test.ts', 'breaks no promise'],
    ['lib/server/saves/replicas.test.ts', 'one that is killed in mid-save has its row settled'],
    [`${SAVE}/recovery.test.ts`, 'is applied when the room shows it, and nothing is written again'],
    ['lib/server/db/crash.test.ts', 'a process that is killed'],
  ],
  'store locked, full, read-only': [
    ['lib/server/services/store-trouble.test.ts', 'refuses a save within a second, sends nothing'],
    ['lib/server/db/dialects/embedded-faults.test.ts', 'refuses on a full disk', 'may not write'],
    [
      'lib/server/db/dialects/postgres-faults.test.ts',
      'while a table is locked, and writes nothing later',
    ],
    [`${SAVE}/store-faults.test.ts`, 'its record pending, and the record follows'],
  ],
  'store gone': [
    [
      'lib/server/services/store-trouble.test.ts',
      'when the file was removed, and writes nothing to the engine',
      'when the server is down, and writes nothing to the engine',
    ],
    ['lib/server/db/dialects/embedded-faults.test.ts', 'while open'],
  ],
  'store missing, damaged or of another kind at start': [
    ['lib/server/services/store-trouble.test.ts', 'does not start again on nothing'],
    ['lib/server/db/start.test.ts', 'refuses a missing, empty, foreign or damaged file'],
  ],
  'SIGTERM with a save running and event streams open': [
    [
      'lib/server/runtime/shutdown.test.ts',
      'finishes the save, answers it',
      'ends in time all the same',
    ],
  ],
  'two replicas, the same room': [
    [
      'lib/server/saves/replicas.test.ts',
      'settle each of fifty saves of one room at once or refuse it',
    ],
  ],
  'replica paused 30 s in mid-save, resumed': [
    ['lib/server/saves/replicas.test.ts', 'stopped in mid-save for half a minute and goes on'],
    ['lib/server/engine/send.test.ts', 'paused while it connected; it asks again first'],
    [`${SAVE}/recovery.test.ts`, 'a process that was paused and comes back'],
  ],
  'webhook forged, old, replayed, of another app': [
    [
      'lib/server/services/webhooks.test.ts',
      'that %s changes nothing',
      'sent once more changes nothing',
    ],
  ],
  'webhook genuine with a tampered body': [
    ['lib/server/services/webhooks.test.ts', 'its own are neither shown nor kept'],
  ],
  '1,000 webhooks for one room in a second': [
    ['lib/server/services/webhooks.test.ts', 'makes no more than one read a second'],
  ],
  'a paste of 10,000 rows': [
    [`${SPECS}/editing.spec.ts`, 'ten thousand pasted rows are counted, kept and do not freeze'],
  ],
}

for (const [fault, shownBy] of Object.entries(matrix)) {
  it(`${fault}: has its tests`, () => {
    for (const [file, ...titles] of shownBy) {
      const text = readFileSync(file, 'utf8')
      for (const title of titles) expect(text, file).toContain(title)
    }
  })
}
