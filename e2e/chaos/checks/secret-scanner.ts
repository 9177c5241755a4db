import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Values that must never appear, by the name that a report shows. */
export type Secrets = ReadonlyMap<string, string>

/** Signatures are packed JSON: every one has the header of zlib, so even unknown ones are found. */
const USER_SIG_PATTERN = /eJ[w-z][A-Za-z0-9*_-]{80,}/

export type SecretScanner = {
  /** Searches `text` and adds each secret to `leaks` with the name of the place. */
  scan(place: string, text: string): void
  leaks: readonly string[]
}

/** `secrets` may grow during the run. */
export function createSecretScanner(secrets: Secrets): SecretScanner {
  const leaks = new Set<string>()
  return {
    get leaks() {
      return [...leaks]
    },
    scan(place, text) {
      for (const [name, secret] of secrets) {
        if (text.includes(secret)) leaks.add(`${name} in ${place}`)
      }
      if (USER_SIG_PATTERN.test(text)) leaks.add(`a signature in ${place}`)
    },
  }
}

/** Scans every file below `folder`. */
export function scanFiles(scanner: SecretScanner, place: string, folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (statSync(path).isFile()) scanner.scan(`${place} (${name})`, readFileSync(path, 'latin1'))
  }
}
