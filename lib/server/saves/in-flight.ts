import 'server-only'
import type { Context } from '../http/context'

/** How the calls of a save that has begun are made: first in line, and refused by no limit of our own (faults §3). */
export const begunBy = ({ actor, ref }: Pick<Context, 'actor' | 'ref'>) =>
  ({ ref, by: actor.id, begun: true }) as const
