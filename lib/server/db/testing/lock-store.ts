import Libsql from 'libsql'
import { vi } from 'vitest'

/** Locks an embedded store as another process does, as soon as no write runs. Returns the end of it. */
export async function lockStore(
  file: string,
  mode: 'exclusive' | 'immediate' = 'exclusive',
): Promise<() => void> {
  const other = new Libsql(file)
  await vi.waitFor(() => other.exec(`begin ${mode}`), { timeout: 5_000 })
  return () => {
    other.exec('rollback')
    other.close()
  }
}
