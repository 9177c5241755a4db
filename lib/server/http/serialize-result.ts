import 'server-only'
import type { Endpoint } from '@/lib/shared/api/endpoint'

/** The body of a response and its status. */
export type SerializedResult = { json: string; status: number }

/**
 * Turns what a service function returned into the body of a response. Parses it, so that no field
 * leaves the server that the endpoint does not declare. A frozen result that is returned again, like
 * a read that many people share, is serialised once.
 */
export function createSerializer({
  response,
  status,
}: Pick<Endpoint, 'response' | 'status'>): (result: unknown) => SerializedResult {
  const serialized = new WeakMap<object, SerializedResult>()

  function serialize(result: unknown): SerializedResult {
    const body = response.parse(result)
    return { json: JSON.stringify(body), status: status?.(body as never) ?? 200 }
  }

  return (result) => {
    if (typeof result !== 'object' || result === null || !Object.isFrozen(result)) {
      return serialize(result)
    }
    const known = serialized.get(result) ?? serialize(result)
    serialized.set(result, known)
    return known
  }
}
