import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What must never be seen, by the name under which a find is told. */
export type Secrets = ReadonlyMap<string, string>

/** Signatures are made anew for twelve hours each; they all begin alike, being packed JSON. */
const USER_SIG = /eJ[A-Za-z0-9*_-]{80,}/

export type Listener = {
  /** Looks at a piece of text; what it holds of secrets is kept under the name of the place. */
  hear(place: string, text: string): void
  leaks: readonly string[]
}

export function createListener(secrets: Secrets): Listener {
  const leaks = new Set<string>()
  return {
    get leaks() {
      return [...leaks]
    },
    hear(place, text) {
      for (const [name, secret] of secrets) {
        if (text.includes(secret)) leaks.add(`${name} in ${place}`)
      }
      if (USER_SIG.test(text)) leaks.add(`a signature in ${place}`)
    },
  }
}

/** Every file below a folder, looked at as text. */
export function hearFiles(listener: Listener, place: string, folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (statSync(path).isFile()) listener.hear(`${place} (${name})`, readFileSync(path, 'latin1'))
  }
}
