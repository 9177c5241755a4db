import 'server-only'
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { verifyPassword as verifyEarlier } from 'better-auth/crypto'

/** OWASP's recommendation for scrypt: 128 MiB and about 300 ms. */
export const RECOMMENDED_LOG2_COST = 17
const BLOCK_SIZE = 8
const MAX_MEMORY = 256 * 1024 * 1024
const KEY_BYTES = 64
const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/

export type Passwords = {
  /** A text that contains the salt and the parameters. */
  hash(password: string): Promise<string>
  /**
   * Whether the password is right. A hash with other parameters is replaced by one with today's,
   * and takes no less time than an unknown account.
   */
  verify(stored: string, password: string): Promise<boolean>
}

type Parameters = { log2Cost: number; blockSize: number; parallelization: number }

/**
 * Hashes with scrypt at a cost of 2^`log2Cost`. `replace` stores the hash that takes the place of an
 * outdated one.
 */
export function createPasswords(
  log2Cost: number,
  replace: (outdated: string, hash: string) => Promise<void>,
): Passwords {
  const current = { log2Cost, blockSize: BLOCK_SIZE, parallelization: 1 }

  async function hash(password: string): Promise<string> {
    const salt = randomBytes(16)
    const key = await deriveKey(password, salt, current)
    const parameters = `ln=${log2Cost},r=${BLOCK_SIZE},p=1`
    return `$scrypt$${parameters}$${salt.toString('base64url')}$${key.toString('base64url')}`
  }

  return {
    hash,
    async verify(stored, password) {
      const parsed = parse(stored)
      if (parsed && isEqual(parsed.parameters, current)) return matches(parsed, password)
      // Also for a wrong password: the time must not show whose hash is outdated.
      const next = await hash(password)
      const isRight = parsed
        ? await matches(parsed, password)
        : await verifyEarlier({ hash: stored, password }).catch(() => false)
      if (isRight) await replace(stored, next)
      return isRight
    },
  }
}

type Parsed = { parameters: Parameters; salt: Buffer; key: Buffer }

/** Null for the hashes of earlier versions, which are `salt:key`. */
function parse(stored: string): Parsed | null {
  const [, log2Cost, blockSize, parallelization, salt = '', key = ''] = STORED.exec(stored) ?? []
  if (log2Cost === undefined) return null
  return {
    parameters: {
      log2Cost: Number(log2Cost),
      blockSize: Number(blockSize),
      parallelization: Number(parallelization),
    },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }
}

async function matches({ parameters, salt, key }: Parsed, password: string): Promise<boolean> {
  const derived = await deriveKey(password, salt, parameters)
  return derived.length === key.length && timingSafeEqual(derived, key)
}

const isEqual = (one: Parameters, other: Parameters) =>
  one.log2Cost === other.log2Cost &&
  one.blockSize === other.blockSize &&
  one.parallelization === other.parallelization

/** NFKC, because keyboards produce the same letters in different forms. */
function deriveKey(
  password: string,
  salt: Buffer,
  { log2Cost, blockSize, parallelization }: Parameters,
): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** log2Cost,
    r: blockSize,
    p: parallelization,
    maxmem: MAX_MEMORY,
  }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
