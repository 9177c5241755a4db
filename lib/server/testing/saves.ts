import 'server-only'
import { randomUUID } from 'node:crypto'
import { endpoints } from '@/lib/shared/api/contract'
import { callEndpoint, createPatch, SAME_ORIGIN } from './endpoints'
import type { RouteHandlers } from './route-handlers'

/**
 * Returns a function that makes the next save in the test room and resolves to the id of its
 * change.
 */
export function createSaveNext(metadataRoute: RouteHandlers) {
  const patch = createPatch(metadataRoute)
  let lastValue = 0
  return async (note?: string): Promise<string> => {
    const from = lastValue === 0 ? null : `${lastValue}`
    const to = `${++lastValue}`
    const body = { changes: [{ key: 'n', from, to }], ...(note !== undefined && { note }) }
    const response = await patch(body, { ...SAME_ORIGIN, 'idempotency-key': randomUUID() })
    return endpoints.saveMetadata.response.parse(response.body).change.id
  }
}

/** The changes that an endpoint with a list of changes returns for this query. */
export async function listChanges(
  route: RouteHandlers,
  query = '',
  params?: Record<string, string>,
) {
  const { body } = await callEndpoint(route, 'GET', `/api/changes${query}`, {}, params)
  return endpoints.listChanges.response.parse(body)
}
