import 'server-only'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'

/**
 * What a code means for the next attempt; resilience/retry-policy.ts decides what to do. `resign`
 * codes ask for a new signature.
 * `config` codes come from the gateway or the account service and concern the whole app (signature
 * or plan). Another call cannot succeed, and an account that keeps trying gets locked (70050), so
 * resilience/config-halt.ts stops all calls. `plan` codes come from the room service and concern
 * one room (100007, 100013), so other rooms go on.
 */
export type CodeClass =
  | 'fault'
  | 'rate'
  | 'resign'
  | 'config'
  | 'plan'
  | 'bug'
  | 'input'
  | 'forbidden'
  | 'gone'
  | 'limit'
  | 'keys-gone'
  | 'state'

/** `setting` names the setting that an administrator should check first. */
type ErrorCodeInfo = { class: CodeClass; problem: ProblemCode; setting?: string }

type Row = readonly [ErrorCodeInfo['class'], ProblemCode, readonly number[], setting?: string]

/** Every code that this console classifies, see docs/live-api.md#error-codes. */
const rows: readonly Row[] = [
  // docs/live-api.md#gateway-codes
  ['bug', 'engine.refused', [60002, 60003, 60009, 60015]],
  ['resign', 'console.misconfigured', [60004, 60005, 60025], 'LIVE_ENGINE_SECRET_KEY'],
  [
    'config',
    'console.misconfigured',
    [60006, 60012, 60016, 60017, 60027],
    'LIVE_ENGINE_SDK_APP_ID',
  ],
  ['config', 'console.misconfigured', [60010], 'LIVE_ENGINE_IDENTIFIER'],
  ['config', 'console.misconfigured', [60021], 'IP'],
  ['config', 'console.misconfigured', [60026], 'LIVE_ENGINE_REGION'],
  ['rate', 'engine.busy', [60007, 60011, 60018, 60019]],
  ['fault', 'engine.failed', [60008, 60013, 60014]],
  ['config', 'engine.plan-inactive', [60020, 60028, 80005]],
  // docs/live-api.md#signature-codes
  ['resign', 'console.misconfigured', [70001, 70003], 'LIVE_ENGINE_SECRET_KEY'],
  [
    'config',
    'console.misconfigured',
    [70002, 70004, 70005, 70006, 70007, 70009, 70050, 70052],
    'LIVE_ENGINE_SECRET_KEY',
  ],
  [
    'config',
    'console.misconfigured',
    [70013, 70051, 70107, 70399, 70403],
    'LIVE_ENGINE_IDENTIFIER',
  ],
  [
    'config',
    'console.misconfigured',
    [70014, 71000, 72001, 72011, 72012],
    'LIVE_ENGINE_SDK_APP_ID',
  ],
  ['config', 'console.misconfigured', [70016, 70020], 'LIVE_ENGINE_REGION'],
  ['rate', 'engine.busy', [70114, 72010]],
  ['fault', 'engine.failed', [70169, 70202, 70500]],
  ['bug', 'engine.refused', [70206, 70402, 70404]],
  ['config', 'engine.plan-inactive', [70398, 72000, 72002]],
  // docs/live-api.md#room-codes: metadata and rooms
  ['fault', 'engine.failed', [100001]],
  ['input', 'engine.rejected', [100002]],
  ['bug', 'engine.refused', [100003, 100010, 100011, 100015]],
  ['gone', 'room.gone', [100004]],
  ['forbidden', 'engine.forbidden', [100006]],
  ['plan', 'engine.plan-inactive', [100007, 100013, 101011]],
  ['limit', 'room.too-many-keys', [100500]],
  ['limit', 'value.refused', [100501]],
  ['limit', 'room.too-many-bytes', [100502]],
  ['keys-gone', 'room.keys-gone', [100503]],
  ['limit', 'key.refused', [100504]],
  ['rate', 'engine.busy', [100012, 100405, 100413]],
  // docs/live-api.md#room-codes: members, seats, webhooks, connections and battles. Our commands
  // cannot get these codes.
  [
    'state',
    'engine.refused',
    [100005, 100008, 100009, 100016, 100017, 100018, 100019, 100020, 100102],
  ],
  [
    'state',
    'engine.refused',
    [100200, 100201, 100202, 100203, 100204, 100205, 100206, 100210, 100211, 100251],
  ],
  ['state', 'engine.refused', [100300, 100301, 100302, 100400, 100401, 100402, 100403, 100404]],
  [
    'state',
    'engine.refused',
    [100411, 100412, 100414, 100415, 100416, 100417, 100418, 100419, 100420, 100421],
  ],
]

/**
 * Error code → what it means. A code that is missing here is unknown and never retried. Of a
 * `resign` code it says what a refusal of a new signature means: see {@link findErrorCode}.
 */
export const errorCodes: ReadonlyMap<number, ErrorCodeInfo> = new Map(
  rows.flatMap(([kind, problem, codes, setting]) =>
    codes.map((code) => [code, { class: kind, problem, setting }] as const),
  ),
)

/**
 * What `code` means; undefined if it is unknown. One refused signature proves nothing, because it
 * may just have expired: only if a signature that was made for this call (`isReSigned`) is refused
 * too, the settings or the clock are wrong.
 */
export function findErrorCode(code: number, isReSigned: boolean): ErrorCodeInfo | undefined {
  const known = errorCodes.get(code)
  if (known?.class !== 'resign') return known
  return isReSigned
    ? { ...known, class: 'config' }
    : { class: 'resign', problem: 'engine.signature-refused' }
}

/** True if the code refuses the signature of a call. */
export const isSignatureCode = (code: number | null) =>
  code !== null && errorCodes.get(code)?.class === 'resign'
