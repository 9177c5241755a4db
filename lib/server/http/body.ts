import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** A valid save of a full room can exceed 64 KiB when JSON escapes every character. */
const MAX_BODY_BYTES = 256 * 1024

/**
 * Reads a JSON body in UTF-8. Throws `request.not-json`, `request.too-large` or `request.malformed`.
 */
export async function readJson(request: Request, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  return parseJson(await readBytes(request, maxBytes))
}

/** Reads the bytes of a body declared as JSON. Throws `request.not-json` or `request.too-large`. */
export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? ''
  if (!isJsonInUtf8(type)) throw new Problem('request.not-json')
  return readAtMost(request, maxBytes)
}

/** Reads the bytes of a body, whatever its declared type. Throws `request.too-large`. */
export const readBytesOfAnyType = (request: Request) => readAtMost(request, MAX_BODY_BYTES)

function isJsonInUtf8(contentType: string): boolean {
  const [type, ...params] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charsets = params.filter((param) => param.startsWith('charset'))
  return (
    type === 'application/json' && charsets.every((charset) => /^charset="?utf-?8"?$/.test(charset))
  )
}

/** Reads a form, which only a server sends. Throws `request.malformed` or `request.too-large`. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Problem('request.malformed', { params: { field: 'content-type' } })
  }
  return new URLSearchParams(new TextDecoder().decode(await readAtMost(request, MAX_BODY_BYTES)))
}

/** Throws `request.malformed` unless the bytes are JSON in valid UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('request.malformed', { params: { field: 'body' } })
  }
}

/** Counts the bytes while reading, because `content-length` can be absent or wrong. */
async function readAtMost(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = new Problem('request.too-large', { params: { limit } })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
