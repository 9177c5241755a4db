import { expect, onTestFinished, vi } from 'vitest'
import type { ResponseBody } from '@/lib/client/api/api-client'
import { endpoints } from '@/lib/shared/api/contract'
import type { Envelope } from '@/lib/shared/api/envelope'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problem-codes'

type EndpointName = keyof typeof endpoints
type Request = { endpoint: EndpointName; url: URL; headers: Headers; body: unknown }
/** Returns a response body, or throws a {@link Problem}. */
type Handlers = {
  [N in EndpointName]?: (request: Request) => ResponseBody<N> | Promise<ResponseBody<N>>
}

/**
 * Replaces `fetch` with handlers by endpoint name, which tests may change at any time. A request
 * without a handler fails the test.
 */
export function createFakeApi(handlers: Handlers) {
  const requests: Request[] = []
  const unexpected: string[] = []
  onTestFinished(() => expect(unexpected, 'requests without a handler').toEqual([]))

  async function respond(request: Request): Promise<Response> {
    requests.push(request)
    const handle = handlers[request.endpoint]
    if (!handle) unexpected.push(request.endpoint)
    try {
      if (!handle) throw new Problem('console.failed')
      return Response.json(await handle(request))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const status = problems[error.code].status
      return Response.json(toEnvelope(error), { status })
    }
  }

  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const url = new URL(path, location.origin)
    const method = init.method ?? 'GET'
    const endpoint = findEndpoint(method, url.pathname)
    if (!endpoint) throw new Error(`No endpoint for ${method} ${url.pathname}`)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
    return respond({ endpoint, url, headers: new Headers(init.headers), body })
  })

  return {
    handlers,
    /** The requests to one endpoint so far. */
    requestsTo: (endpoint: EndpointName) =>
      requests.filter((request) => request.endpoint === endpoint),
  }
}

/** Paths without parameters first: `/api/changes/open` is no `/api/changes/{id}`. */
const endpointNames = (Object.keys(endpoints) as EndpointName[]).sort(
  (a, b) => Number(endpoints[a].path.includes('{')) - Number(endpoints[b].path.includes('{')),
)

function findEndpoint(method: string, pathname: string): EndpointName | undefined {
  return endpointNames.find((name) => {
    const endpoint = endpoints[name]
    const pattern = endpoint.path.replace(/\{\w+\}/g, '[^/]+')
    return endpoint.method === method && new RegExp(`^${pattern}$`).test(pathname)
  })
}

function toEnvelope({ code, details: { entries, ...details } }: Problem): Envelope {
  const message = code
  return {
    error: {
      code,
      message,
      ref: 'test-ref',
      ...details,
      entries: entries?.map((entry) => ({ message, ...entry })),
    },
  }
}
