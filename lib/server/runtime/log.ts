import 'server-only'
import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * Writes one JSON line per event to standard output. Callers never pass values of entries,
 * signatures or URLs.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
