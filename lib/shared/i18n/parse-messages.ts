import type { Messages } from './catalogues'

const parsed = new Map<string, Partial<Messages>>()

/**
 * Messages from the JSON of a page or of its frame. Each text is parsed once: a server gets the same
 * few for every page that it renders.
 */
export function parseMessages(json: string): Partial<Messages> {
  const messages = parsed.get(json) ?? (JSON.parse(json) as Partial<Messages>)
  parsed.set(json, messages)
  return messages
}
