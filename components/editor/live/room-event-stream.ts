import { call } from '@/lib/client/api/api-client'
import { type EventStream, openEventStream } from '@/lib/client/events/event-stream'

type Listener = Parameters<typeof openEventStream<'changed' | 'facts' | 'presence'>>[1]

/** Opens the event stream of a room. */
export const openRoomEventStream = (slug: string, listener: Listener): EventStream =>
  openEventStream(
    {
      path: `/api/rooms/${slug}/events`,
      topics: ['changed', 'facts', 'presence'],
      probe: () => call('readWatchers', { path: { slug } }),
    },
    listener,
  )
