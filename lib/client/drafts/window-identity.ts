import { randomUuid } from '../browser/random-id'
import { readWindowId, storeWindowId } from './window-id'

/** How long the other windows have to answer. */
const ANSWER_MS = 200
const CHANNEL = 'windows'

type Message = {
  type: 'hello' | 'open'
  windowId: string
  /** Tells windows with the same id apart. */
  instance: string
}

/**
 * Identifies this window among the windows of this browser that have an editor open. The id stays
 * for reloads. A duplicated tab copies it, so a window takes a new one when another answers for it.
 */
export type WindowIdentity = {
  getId(): string
  /**
   * Answers other windows until the returned function is called. `onAnswer` gets the ids of those
   * that answered, also when a busy one does so late.
   */
  open(onAnswer: (openIds: ReadonlySet<string>) => void): () => void
  /** Asks which windows are open; resolves to their ids once they had time to answer. */
  ask(): Promise<ReadonlySet<string>>
}

export function createWindowIdentity(): WindowIdentity {
  const instance = randomUuid()
  let openIds: ReadonlySet<string> = new Set()
  let id: string | null = null
  let channel: BroadcastChannel | null = null

  function getId(): string {
    id ??= readWindowId()
    return id
  }

  function send(type: Message['type']) {
    channel?.postMessage({ type, windowId: getId(), instance } satisfies Message)
  }

  return {
    getId,
    open(onAnswer) {
      if (typeof BroadcastChannel === 'undefined') return () => undefined
      const opened = new BroadcastChannel(CHANNEL)
      channel = opened
      opened.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if (data.instance === instance) return
        if (data.type === 'hello') return send('open')
        if (data.windowId === getId()) id = storeWindowId(randomUuid())
        openIds = new Set([...openIds, data.windowId])
        onAnswer(openIds)
      })
      return () => {
        opened.close()
        if (channel === opened) channel = null
      }
    },
    async ask() {
      openIds = new Set()
      send('hello')
      await new Promise((resolve) => setTimeout(resolve, channel ? ANSWER_MS : 0))
      return openIds
    },
  }
}
