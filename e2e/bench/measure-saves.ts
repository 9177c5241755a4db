import { sumSaveCallSeconds } from './console-metrics'
import { type Client, saveRequest } from './normal-work'

type Saves = {
  room: string
  key: string
  /** The value of the key before the first save. */
  from: string | null
  warmUp: number
  count: number
}

/**
 * Saves one key of a room `warmUp` and then `count` times, one after the other. Returns the mean of
 * the latter in ms: all of a save, and without its calls to the Live service.
 */
export async function measureSaves(
  client: Client,
  { room, key, from, warmUp, count }: Saves,
): Promise<{ ms: number; outsideMs: number }> {
  let value = from
  let totalMs = 0
  let callSecondsBefore = 0
  for (let nth = -warmUp; nth < count; nth++) {
    if (nth === 0) callSecondsBefore = await sumSaveCallSeconds()
    const to = `value ${nth}`
    const { status, ms } = await client.send(saveRequest(room, value, to, key))
    if (status !== 200) throw new Error(`a save responded with ${status}`)
    if (nth >= 0) totalMs += ms
    value = to
  }
  const callMs = ((await sumSaveCallSeconds()) - callSecondsBefore) * 1_000
  return { ms: totalMs / count, outsideMs: (totalMs - callMs) / count }
}
