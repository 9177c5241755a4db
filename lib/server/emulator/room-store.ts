import 'server-only'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A room of the emulator. Metadata is a Map, so that `__proto__` is an ordinary key. */
export type EmulatorRoom = {
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

type StoredRoom = Omit<EmulatorRoom, 'metadata'> & { metadata: [string, string][] }

type RoomStore = {
  rooms: Map<string, EmulatorRoom>
  /** Resolves when all changes so far are on disk; writes are acknowledged only after this. */
  flush(): Promise<void>
}

/** Opens the store in `file`, or in memory without one. `seed` returns the rooms of a new store. */
export async function openRoomStore(
  file: string | undefined,
  seed: () => EmulatorRoom[],
): Promise<RoomStore> {
  const stored = file === undefined ? null : await loadRooms(file)
  const rooms = new Map((stored ?? seed()).map((room) => [room.id, room]))
  let running: Promise<void> | null = null
  let waiting: Promise<void> | null = null

  /** Replaces the file atomically. */
  async function writeRooms(path: string) {
    const list: StoredRoom[] = [...rooms.values()].map((room) => ({
      ...room,
      metadata: [...room.metadata],
    }))
    const handle = await open(`${path}.new`, 'w', 0o600)
    await handle.writeFile(JSON.stringify(list))
    await handle.sync()
    await handle.close()
    await rename(`${path}.new`, path)
  }

  /** One write runs and at most one waits; later calls share the waiting one. */
  function flush(): Promise<void> {
    if (file === undefined) return Promise.resolve()
    if (waiting) return waiting
    const start = () => {
      waiting = null
      running = writeRooms(file).finally(() => {
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

/** Null if the file does not exist. */
async function loadRooms(file: string): Promise<EmulatorRoom[] | null> {
  try {
    const list = JSON.parse(await readFile(file, 'utf8')) as StoredRoom[]
    return list.map((room) => ({ ...room, metadata: new Map(room.metadata) }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
