import 'server-only'
import { pino } from 'pino'

/** What the log of a mocked module wrote, one JSON object each. */
export const logLines: string[] = []

/** Takes the place of `createLog`: `vi.mock('…/runtime/log', () => import('…/log-lines'))`. */
export function createLog() {
  const formatters = { level: (label: string) => ({ level: label }) }
  return pino({ level: 'trace', formatters }, { write: (line) => void logLines.push(line) })
}
