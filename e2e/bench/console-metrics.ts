import { consoleUrl } from '../support/test-settings'

/** A setting of the console whose metrics are read. */
export const METRICS_TOKEN = 'token-of-the-metrics-of-the-benchmark'

/** The sum of the values of all metrics of the console whose line starts with one of `starts`. */
export async function sumMetrics(...starts: string[]): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${consoleUrl}/api/metrics`, { headers })).text()
  return text
    .split('\n')
    .filter((line) => starts.some((start) => line.startsWith(start)))
    .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
}

/** All calls to the Live service, or those of one command. */
export const countCalls = (command?: string): Promise<number> =>
  sumMetrics(`live_room_console_engine_calls_total{${command ? `command="${command}"` : ''}`)

/** How long the calls of saves took together, while the sweep is off and no page reads a room. */
export function sumSaveCallSeconds(): Promise<number> {
  const metric = 'live_room_console_engine_call_duration_seconds_sum'
  const commands = ['get_room_metadata', 'set_room_metadata']
  return sumMetrics(...commands.map((command) => `${metric}{command="${command}"}`))
}
