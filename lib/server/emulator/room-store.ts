import 'server-only'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A room as the engine keeps it. Metadata is a Map: `__proto__` is an ordinary key. */
export type EngineRoom = {
  id: string
  name: string
  type: string
  owner: string
  coverUrl: string
  notice: string
  category: number[]
  public: boolean
  views: number
  /** Unix seconds. */
  createdAt: number
  metadata: Map<string, string>
}

type StoredRoom = Omit<EngineRoom, 'metadata'> & { metadata: [string, string][] }

export type RoomStore = {
  rooms: Map<string, EngineRoom>
  /** Resolves when everything done so far is on disk: a write is acknowledged only after this. */
  flush(): Promise<void>
}

/** The rooms, kept in `file` where there is one; `seed` fills a store that is new. */
export async function openRoomStore(
  file: string | undefined,
  seed: () => EngineRoom[],
): Promise<RoomStore> {
  const stored = file === undefined ? null : await load(file)
  const rooms = new Map((stored ?? seed()).map((room) => [room.id, room]))
  let running: Promise<void> | null = null
  let waiting: Promise<void> | null = null

  async function write(path: string) {
    const list: StoredRoom[] = [...rooms.values()].map((room) => ({
      ...room,
      metadata: [...room.metadata],
    }))
    const handle = await open(`${path}.new`, 'w')
    await handle.writeFile(JSON.stringify(list))
    await handle.sync()
    await handle.close()
    await rename(`${path}.new`, path)
  }

  /** One write runs, at most one waits for it; whoever comes meanwhile shares the one that waits. */
  function flush(): Promise<void> {
    if (file === undefined) return Promise.resolve()
    if (waiting) return waiting
    const start = () => {
      waiting = null
      running = write(file).finally(() => {
        running = null
      })
      return running
    }
    if (!running) return start()
    waiting = running.then(start, start)
    return waiting
  }

  if (file !== undefined && stored === null) {
    await mkdir(dirname(file), { recursive: true })
    await flush()
  }
  return { rooms, flush }
}

async function load(file: string): Promise<EngineRoom[] | null> {
  try {
    const list = JSON.parse(await readFile(file, 'utf8')) as StoredRoom[]
    return list.map((room) => ({ ...room, metadata: new Map(room.metadata) }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
