import 'server-only'
import type * as z from 'zod/mini'
import type { Endpoint } from '@/lib/shared/api/endpoint'
import { Problem } from '@/lib/shared/api/problem'
import { roomIdOf } from '@/lib/shared/metadata/room-slug'
import { readJson } from './body'
import { type Context, createContext, type OpenContext, permit, signedIn } from './context'
import { assertOwnOrigin } from './origin-check'
import { envelopeOf, problemOf } from './problem-response'

/** What a verb is handed: the path's room or id, the query, the body and, where asked for, the idempotency key. */
export type Input<E extends Endpoint> = Part<E['query']> &
  Part<E['body']> &
  (E['path'] extends `${string}{slug}${string}` ? { room: string } : unknown) &
  (E['path'] extends `${string}{id}${string}` ? { id: string } : unknown) &
  (E['idempotent'] extends true ? { idempotencyKey: string } : unknown)

type Part<S> = S extends z.ZodMiniType ? z.infer<S> : unknown
/** Next hands over nothing where a path has no parameters. */
type PathParams = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
type Answer = (request: Request, path: PathParams) => Promise<Response>
/** An open door's verb knows of no actor. */
type ContextOf<E extends Endpoint> = E['action'] extends null ? OpenContext : Context
type Door = {
  endpoint: Endpoint
  /** Throws `auth.required` for strangers, unless the door is open. */
  answer: (ctx: OpenContext, request: Request, path: PathParams) => Promise<Response>
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
/** Answers with `Retry-After`, where the problem knows after how many `seconds`. */
const RETRY_LATER: readonly number[] = [429, 503]
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** One method of a door: parse → verb → parsed reply. The reply is parsed too, so that nothing unnamed gets out. */
export function on<E extends Endpoint>(
  endpoint: E,
  verb: (ctx: ContextOf<E>, input: Input<E>) => Promise<z.infer<E['reply']>>,
): Door {
  return {
    endpoint,
    async answer(visiting, request, path) {
      const ctx = await letIn(endpoint, visiting)
      if (endpoint.method !== 'GET') assertOwnOrigin(request.headers, ctx.config.origins)
      const input = await readInput(endpoint, request, path)
      const reply = endpoint.reply.parse(await verb(ctx, input))
      return json(reply, endpoint.status?.(reply as never) ?? 200)
    },
  }
}

/**
 * One method of a door whose verb makes the response itself: a stream, a file, or an answer in another's format. Of
 * the request only its path and query are read, and where a write comes from is the verb's to check.
 */
export function raw<E extends Endpoint>(
  endpoint: E,
  verb: (ctx: ContextOf<E>, input: Input<E>, request: Request) => Promise<Response>,
): Door {
  return {
    endpoint,
    async answer(visiting, request, path) {
      const ctx = await letIn(endpoint, visiting)
      return verb(ctx, await readInput({ ...endpoint, body: undefined }, request, path), request)
    },
  }
}

/**
 * The handlers of one path. Strangers are 401 before anything of the request is read, unless the door is open to all;
 * a method without a door is 405 with `Allow`; every answer is `no-store`.
 */
export function route(...doors: Door[]): Record<(typeof METHODS)[number], Answer> {
  const byMethod = new Map<string, Door>(doors.map((door) => [door.endpoint.method, door]))
  const get = byMethod.get('GET')
  if (get) byMethod.set('HEAD', get)
  const allow = [...byMethod.keys()].join(', ')
  const closed = doors.some(({ endpoint }) => endpoint.action !== null)
  const answer: Answer = async (request, path) => {
    const startedAt = performance.now()
    const ctx = await createContext(request.headers)
    const respond = async () => {
      const door = byMethod.get(request.method)
      if (door) return door.answer(ctx, request, path)
      if (closed) await signedIn(ctx)
      throw new Problem(doors.length > 0 ? 'request.wrong-method' : 'request.not-found')
    }
    const response = await respond().catch((error: unknown) => refuse(ctx, error))
    for (const [name, value] of ctx.answer) response.headers.append(name, value)
    if (response.status === 405) response.headers.set('allow', allow)
    response.headers.set('cache-control', 'no-store')
    const ms = Math.round(performance.now() - startedAt)
    ctx.log.info({
      event: 'request',
      ref: ctx.ref,
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      ms,
    })
    return response
  }
  return {
    GET: answer,
    HEAD: answer,
    POST: answer,
    PUT: answer,
    PATCH: answer,
    DELETE: answer,
    OPTIONS: answer,
  }
}

/**
 * Asked before a request is read, so that whoever may not learns nothing of what would be right; its verb asks again,
 * as pages call it too. Whoever has a password that was made for them can do nothing but choose one of their own.
 */
async function letIn<E extends Endpoint>(endpoint: E, ctx: OpenContext): Promise<ContextOf<E>> {
  // `action` decides which of the two it is; the compiler does not narrow a type by a value.
  if (endpoint.action === null) return ctx as ContextOf<E>
  const known = await signedIn(ctx)
  if (known.session.person.mustChangePassword && !endpoint.choosesPassword) {
    throw new Problem('password.must-change')
  }
  permit(known, endpoint.action)
  return known as ContextOf<E>
}

async function readInput<E extends Endpoint>(
  endpoint: E,
  request: Request,
  path: PathParams,
): Promise<Input<E>> {
  const { slug, id } = (await path.params) ?? {}
  const room = typeof slug === 'string' ? roomIdOf(slug) : undefined
  if (room === null) throw new Problem('room.not-an-id')
  const query = parse(endpoint.query, Object.fromEntries(new URL(request.url).searchParams))
  const body = endpoint.body ? parse(endpoint.body, await readJson(request)) : {}
  const idempotencyKey = request.headers.get('idempotency-key')
  if (endpoint.idempotent && !UUID.test(idempotencyKey ?? ''))
    throw new Problem('request.no-idempotency-key')
  // The schemas of this very endpoint made the parts; the compiler cannot follow them through the spread.
  const address = { ...(room !== undefined && { room }), ...(id !== undefined && { id }) }
  return { ...query, ...body, ...address, idempotencyKey } as Input<E>
}

function parse(schema: z.ZodMiniType | undefined, data: unknown): object {
  if (!schema) return {}
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data as object
  const field = parsed.error.issues[0]?.path.join('.') || 'body'
  throw new Problem('request.malformed', { params: { field } })
}

function refuse(ctx: OpenContext, error: unknown): Response {
  const problem = problemOf(error)
  const { status, body } = envelopeOf(problem, ctx.ref)
  ctx.metrics.problem(problem.code)
  const level = status >= 500 ? 'error' : 'info'
  ctx.log[level]({
    event: 'problem',
    ref: ctx.ref,
    code: problem.code,
    engine: problem.details.engine,
    err: problem.cause,
  })
  const response = json(body, status)
  const seconds = problem.details.params?.seconds
  if (RETRY_LATER.includes(status) && seconds) response.headers.set('retry-after', `${seconds}`)
  return response
}

function json(body: unknown, status: number): Response {
  return Response.json(body, { status })
}
