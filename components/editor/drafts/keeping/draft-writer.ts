import { randomUuid } from '@/lib/client/browser/random-id'
import {
  type DraftContent,
  type DraftKey,
  type DraftRecord,
  hasContent,
  toDraftRecord,
} from '@/lib/client/drafts/draft-record'

const INTERVAL_MS = 500

type WriterDeps = {
  storage: {
    put(record: DraftRecord): Promise<void>
    putNow(record: DraftRecord): void
    remove(key: DraftKey): Promise<void>
  }
  read: () => { key: DraftKey; content: DraftContent }
  /** Runs after each write. `isKept` is false if the browser refused it. */
  onWritten: (isKept: boolean) => void
}

/**
 * Writes the draft of one editor: the first change at once, later ones at most every half second.
 * Removes the draft when nothing is left to keep.
 */
export type DraftWriter = {
  /** Starts writing. Until then the window's id may belong to another window. */
  start(): void
  markChanged(): void
  /** Writes before the page may end, when no promise is waited for. */
  flushNow(): void
  /** Writes nothing from now on. */
  stop(): void
}

export function createDraftWriter({ storage, read, onWritten }: WriterDeps): DraftWriter {
  let isStarted = false
  let isStopped = false
  let isChanged = false
  let isWriting = false
  let hasFailed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastWritten = ''

  async function write(): Promise<void> {
    isChanged = false
    const { key, content } = read()
    const { rows, note, importText } = content
    const isKept = hasContent(content)
    const text = isKept ? JSON.stringify([rows, note, importText]) : ''
    if (text === lastWritten) return
    lastWritten = text
    isWriting = true
    try {
      if (isKept) await storage.put(toDraftRecord(key, content, Date.now()))
      else await storage.remove(key)
      hasFailed = false
      onWritten(true)
    } catch {
      lastWritten = ''
      hasFailed = isKept
      onWritten(!isKept)
    } finally {
      isWriting = false
    }
  }

  function markChanged(): void {
    if (isStopped) return
    isChanged = true
    if (!isStarted || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      if (isChanged) markChanged()
    }, INTERVAL_MS)
    void write()
  }

  function flushNow(): void {
    if (isStopped || !(isChanged || isWriting || hasFailed)) return
    const { key, content } = read()
    // Before the start, the window's id may belong to another window.
    const safeKey = isStarted ? key : { ...key, windowId: randomUuid() }
    try {
      // Without content it hides what was written, because the removal below may not finish.
      if (isStarted || hasContent(content))
        storage.putNow(toDraftRecord(safeKey, content, Date.now()))
    } catch {
      // The write below may still succeed.
    }
    if (isStarted) void write()
  }

  return {
    start() {
      isStarted = true
      if (isChanged) markChanged()
    },
    markChanged,
    flushNow,
    stop() {
      isStopped = true
      isChanged = false
      clearTimeout(timer)
    },
  }
}
