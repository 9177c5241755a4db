import 'server-only'
import type * as z from 'zod/mini'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import { parseSlug } from '@/lib/shared/metadata/room-slug'
import { authorize } from '../auth/authorize'
import type { Config } from '../runtime/config'
import { readJson } from './body'
import { authenticate, type Context, createContext, type PublicContext } from './context'
import { isWrongAddress, toEnvelope } from './problem-response'
import { createSerializer } from './serialize-result'
import { TextResponse } from './text-response'

/**
 * A service function's input: room or id from the path, query, body and, if required, the
 * idempotency key.
 */
type Input<E extends Endpoint> = InferredFrom<E['query']> &
  InferredFrom<E['body']> &
  (E['path'] extends `${string}{slug}${string}` ? { room: string } : unknown) &
  (E['path'] extends `${string}{id}${string}` ? { id: string } : unknown) &
  (E['idempotent'] extends true ? { idempotencyKey: string } : unknown)

type InferredFrom<S> = S extends z.ZodMiniType ? z.infer<S> : unknown
/** Next.js passes undefined for a path without parameters. */
type PathParams = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
type RouteHandler = (request: Request, path: PathParams) => Promise<Response>
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
type ContextOf<E extends Endpoint> = E['action'] extends null ? PublicContext : Context
type EndpointHandler = {
  endpoint: Endpoint
  /** Throws `auth.required` without a session, unless the endpoint is public. */
  respond: (ctx: PublicContext, request: Request, target: RequestTarget) => Promise<Response>
}
/** The URL, parsed once, and the parameters of the path. */
type RequestTarget = PathParams & { url: URL }

/** Responses that get `Retry-After` when the problem has the parameter `seconds`. */
const RETRYABLE_STATUSES: readonly number[] = [429, 503]
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Connects an endpoint to a service function: parses the input, calls the function and sends its
 * result as JSON.
 */
export function handle<E extends Endpoint>(
  endpoint: E,
  serviceFunction: (ctx: ContextOf<E>, input: Input<E>) => Promise<z.infer<E['response']>>,
): EndpointHandler {
  const serialize = createSerializer(endpoint)
  return {
    endpoint,
    async respond(publicContext, request, target) {
      const ctx = await authorizeRequest(endpoint, publicContext)
      if (endpoint.method !== 'GET') assertSameOrigin(request.headers, ctx.config.origins)
      const input = await readInput(endpoint, request, target)
      const { json, status } = serialize(await serviceFunction(ctx, input))
      return createJsonResponse(json, status)
    },
  }
}

/**
 * Connects an endpoint to a service function that creates the response itself: a stream, a file or
 * another format. Parses the path and the query only. The function reads the body and checks the
 * origin of a write itself.
 */
export function handleRaw<E extends Endpoint>(
  endpoint: E,
  serviceFunction: (ctx: ContextOf<E>, input: Input<E>, request: Request) => Promise<Response>,
): EndpointHandler {
  return {
    endpoint,
    async respond(publicContext, request, target) {
      const ctx = await authorizeRequest(endpoint, publicContext)
      if (endpoint.action !== null) assertNotCrossSite(request.headers, ctx.config.origins)
      const input = await readInput({ ...endpoint, body: undefined }, request, target)
      return serviceFunction(ctx, input, request)
    },
  }
}

/**
 * The Next.js route handlers of one path. Responds with 401 before reading the request unless all its
 * endpoints are public, 405 with `Allow` for other methods, and 404 when there are no endpoints.
 * Every response is `no-store`.
 */
export function createRoute(...handlers: EndpointHandler[]): Record<Method, RouteHandler> {
  const byMethod = new Map<string, EndpointHandler>(
    handlers.map((handler) => [handler.endpoint.method, handler]),
  )
  const get = byMethod.get('GET')
  if (get) byMethod.set('HEAD', get)
  const allow = [...byMethod.keys()].join(', ')
  const needsSession = handlers.some(({ endpoint }) => endpoint.action !== null)
  const routeHandler: RouteHandler = async (request, { params }) => {
    const startedAt = performance.now()
    const url = new URL(request.url)
    const ctx = await createContext(request.headers)
    const respond = async () => {
      const handler = byMethod.get(request.method)
      if (handler) return handler.respond(ctx, request, { params, url })
      if (needsSession) await authenticate(ctx)
      throw new Problem(handlers.length > 0 ? 'request.wrong-method' : 'request.not-found')
    }
    const response = await respond().catch((error: unknown) => createProblemResponse(ctx, error))
    for (const [name, value] of ctx.responseHeaders) response.headers.append(name, value)
    if (response.status === 405) response.headers.set('allow', allow)
    response.headers.set('cache-control', 'no-store')
    response.headers.set('x-console-build', ctx.buildId)
    const ms = Math.round(performance.now() - startedAt)
    ctx.log.info({
      event: 'request',
      ref: ctx.ref,
      ...describeCaller(ctx),
      method: request.method,
      path: url.pathname,
      status: response.status,
      ms,
    })
    return response
  }
  return {
    GET: routeHandler,
    HEAD: routeHandler,
    POST: routeHandler,
    PUT: routeHandler,
    PATCH: routeHandler,
    DELETE: routeHandler,
    OPTIONS: routeHandler,
  }
}

/**
 * Checks the session and the role before the request is parsed, so that error responses reveal
 * nothing to people without access. Service functions authorize again because pages call them
 * directly. A person with a one-time password can only choose a new one.
 */
async function authorizeRequest<E extends Endpoint>(
  endpoint: E,
  ctx: PublicContext,
): Promise<ContextOf<E>> {
  // The value of `action` selects the type; TypeScript does not narrow a type parameter by a value.
  if (endpoint.action === null) return ctx as ContextOf<E>
  const userContext = await authenticate(ctx, endpoint)
  if (userContext.session.person.mustChangePassword && !endpoint.isPasswordChange) {
    throw new Problem('password.must-change')
  }
  authorize(userContext, endpoint.action)
  return userContext as ContextOf<E>
}

async function readInput<E extends Endpoint>(
  endpoint: E,
  request: Request,
  { url, params }: RequestTarget,
): Promise<Input<E>> {
  const { slug, id } = (await params) ?? {}
  const room = typeof slug === 'string' ? parseSlug(slug) : undefined
  if (room === null) throw new Problem('room.not-an-id')
  const query = parseInput(endpoint.query, Object.fromEntries(url.searchParams))
  const { maxBodyBytes } = endpoint
  const body = endpoint.body ? parseInput(endpoint.body, await readJson(request, maxBodyBytes)) : {}
  const idempotencyKey = request.headers.get('idempotency-key')
  if (endpoint.idempotent && !UUID.test(idempotencyKey ?? '')) {
    throw new Problem('request.no-idempotency-key')
  }
  const pathInput = { ...(room !== undefined && { room }), ...(id !== undefined && { id }) }
  // The endpoint's own schemas produced these parts; TypeScript loses that in the spread.
  return { ...query, ...body, ...pathInput, idempotencyKey } as Input<E>
}

function parseInput(schema: z.ZodMiniType | undefined, data: unknown): object {
  if (!schema) return {}
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data as object
  const field = parsed.error.issues[0]?.path.join('.') || 'body'
  throw new Problem('request.malformed', { params: { field } })
}

function createProblemResponse(ctx: PublicContext, error: unknown): Response {
  const problem = toProblem(error)
  const { status, body } = toEnvelope(problem, ctx.ref)
  ctx.metrics.countProblem(problem.code)
  ctx.log[logLevelOf(status, ctx)]({
    event: 'problem',
    ref: ctx.ref,
    ...describeCaller(ctx),
    code: problem.code,
    ...(isWrongAddress(problem) && problem.details.params),
    engine: problem.details.engine,
    err: problem.cause,
  })
  const response = createJsonResponse(JSON.stringify(body), status)
  const seconds = problem.details.params?.seconds
  if (RETRYABLE_STATUSES.includes(status) && seconds) {
    response.headers.set('retry-after', `${seconds}`)
  }
  return response
}

/** The person is unknown until the session was read, and for strangers. */
const describeCaller = ({ caller, identity }: PublicContext) => ({
  ...caller,
  source: identity.clientKey,
})

/** Strangers cannot raise an alarm at will; a session cookie of ours cannot be forged. */
function logLevelOf(status: number, { identity }: PublicContext): 'info' | 'warn' | 'error' {
  if (status < 500) return 'info'
  return identity.token === null ? 'warn' : 'error'
}

const createJsonResponse = (json: string, status: number) =>
  new TextResponse(json, { status, headers: { 'content-type': 'application/json' } })

/**
 * Rejects a stream or a download that another site starts: it would use up a person's streams. A
 * typed address has `Sec-Fetch-Site: none`. On plain http browsers send no such header, but `Origin`
 * for requests of other origins. Throws `request.wrong-origin`.
 */
function assertNotCrossSite(headers: Headers, origins: Config['origins']): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const isForeign =
    site === null
      ? origin !== null && !origins.includes(origin)
      : site === 'cross-site' || site === 'same-site'
  if (isForeign) throw wrongOrigin(headers, origins)
}

/**
 * Rejects writes that other sites trigger (CSRF). `Sec-Fetch-Site` decides because pages cannot
 * forge it; for browsers that do not send it, `Origin` must equal one of `origins`. Throws
 * `request.wrong-origin`.
 */
function assertSameOrigin(headers: Headers, origins: Config['origins']): void {
  const site = headers.get('sec-fetch-site')
  const isSameOrigin =
    site === null ? origins.includes(headers.get('origin') ?? '') : site === 'same-origin'
  if (!isSameOrigin) throw wrongOrigin(headers, origins)
}

/** Names both addresses: a wrong one is mostly the console's own, under a name not configured. */
function wrongOrigin(headers: Headers, [configured]: Config['origins']): Problem {
  const origin = headers.get('origin') ?? ''
  const opened = URL.canParse(origin) ? new URL(origin).origin : '?'
  return new Problem('request.wrong-origin', { params: { opened, configured } })
}
