import { consoleUrl } from '../support/test-settings'

/** A setting of the console whose metrics are read. */
export const METRICS_TOKEN = 'token-of-the-metrics-of-the-benchmark'

/** The sum of the values of all metrics of the console whose line starts with `start`. */
export async function sumMetrics(start: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${consoleUrl}/api/metrics`, { headers })).text()
  return text
    .split('\n')
    .filter((line) => line.startsWith(start))
    .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
}

/** All calls to the Live service, or those of one command. */
export const countCalls = (command?: string): Promise<number> =>
  sumMetrics(`live_room_console_engine_calls_total{${command ? `command="${command}"` : ''}`)

/** How long all calls of one command took together. */
const sumCallSeconds = (command: string): Promise<number> =>
  sumMetrics(`live_room_console_engine_call_duration_seconds_sum{command="${command}"}`)

/** How long the calls of saves took together, while the sweep is off and no page reads a room. */
export async function sumSaveCallSeconds(): Promise<number> {
  const reads = await sumCallSeconds('get_room_metadata')
  return reads + (await sumCallSeconds('set_room_metadata'))
}
