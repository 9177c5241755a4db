import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** A legal change of a full room is over 64 KiB as JSON, every character escaped (faults §4). */
const MAX_BODY_BYTES = 256 * 1024

/** The JSON of a request, read up to the cap. Throws the `request.*` problems. */
export async function readJson(request: Request): Promise<unknown> {
  return parseJson(await readBytes(request))
}

/** The body of a request that says it is JSON, read up to the cap. Throws the `request.*` problems. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Problem('request.not-json')
  return readCapped(request)
}

/** Throws `request.malformed` for what is no JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('request.malformed', { params: { field: 'body' } })
  }
}

async function readCapped(request: Request): Promise<Uint8Array> {
  const tooLarge = new Problem('request.too-large', { params: { limit: MAX_BODY_BYTES } })
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > MAX_BODY_BYTES) throw tooLarge
    parts.push(part)
  }
  return Buffer.concat(parts)
}
