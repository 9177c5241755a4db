/**
 * Events of a stream; they invalidate and carry no data. `changed`: read the metadata again;
 * `facts`: read the room's name and host again; `presence`: read the watchers again; `history` and
 * `people`: read that list again; `beat`: heartbeat, at least every {@link HEARTBEAT_MS}; `bye`: the
 * stream ends, reconnect after `after` milliseconds.
 */
export type StreamEvent = 'changed' | 'facts' | 'presence' | StreamTopic | 'beat' | 'bye'

/** What a stream can be about besides rooms. */
export const streamTopics = ['history', 'people'] as const
export type StreamTopic = (typeof streamTopics)[number]

/** How many rooms one stream can be about. */
export const MAX_ROOMS_PER_STREAM = 30

export const HEARTBEAT_MS = 15_000

/**
 * Why a stream ends: newer windows of this person replace it, permission is gone, or the process
 * stops.
 */
export const closeReasons = ['put-off', 'refused', 'ending'] as const
export type CloseReason = (typeof closeReasons)[number]
