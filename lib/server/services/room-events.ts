import 'server-only'
import type { Watchers } from '@/lib/shared/api/live-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { problems } from '@/lib/shared/api/problems'
import { type Context, permit, permitStill } from '../http/context'

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Some proxies hold an answer back until it is whole.
  'x-accel-buffering': 'no',
}

/** Nudges about a room for as long as the person may watch it. A HEAD gets the headers and opens nothing. */
export async function watchRoom(
  ctx: Context,
  { room }: { room: string },
  { method }: Pick<Request, 'method'>,
): Promise<Response> {
  const { id, name } = permit(ctx, 'events.watch')
  if (method === 'HEAD') return new Response(null, { headers: HEADERS })
  const still = () => mayStillWatch(ctx)
  return new Response(ctx.live.watch({ room, person: { id, name }, still }), { headers: HEADERS })
}

/** Who has the room open. */
export async function readWatchers(ctx: Context, { room }: { room: string }): Promise<Watchers> {
  const { id } = permit(ctx, 'events.watch')
  return { people: ctx.live.watchers(room), me: id }
}

/** Only a refusal ends a stream: while the store cannot be asked, nobody is sent away, and nothing is given away. */
async function mayStillWatch(ctx: Context): Promise<boolean> {
  try {
    await permitStill(ctx, 'events.watch')
    return true
  } catch (error) {
    const status = error instanceof Problem ? problems[error.code].status : 500
    return status !== 401 && status !== 403
  }
}
