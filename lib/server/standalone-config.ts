import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives Next the configuration of a standalone build, which contains no `next.config.mjs`. Next has
 * no public way to pass it; the server that Next generates sets the same private variable.
 */
export function applyStandaloneConfig(dir: string): void {
  const manifest = readFileSync(join(dir, '.next', 'required-server-files.json'), 'utf8')
  const { config }: { config: object } = JSON.parse(manifest)
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}
