import 'server-only'
import { type Logger, pino } from 'pino'

export type Log = Logger

/** One JSON line per event on standard output, with ISO times. Values, signatures and URLs are never handed to it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
