import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { consoleUrl } from './test-settings'

export type RawResponse = { status: number; headers: Headers; body: string }

/**
 * Sends a request exactly as written: `fetch` corrects targets and refuses some methods and headers.
 * `lines` are further headers.
 */
export async function sendRaw(
  target: string,
  lines: readonly string[] = [],
  method = 'GET',
): Promise<RawResponse> {
  const { hostname, port, host } = new URL(consoleUrl)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const hostLine = lines.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${host}`]
  const head = [`${method} ${target} HTTP/1.1`, ...hostLine, 'Connection: close', ...lines]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  return parseResponse(await text(socket))
}

function parseResponse(response: string): RawResponse {
  const [head = '', ...body] = response.split('\r\n\r\n')
  const [statusLine = '', ...headerLines] = head.split('\r\n')
  const headers = headerLines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name, value.join(':').trim()]
  })
  const status = Number(statusLine.split(' ')[1])
  return { status, headers: new Headers(headers), body: body.join('\r\n\r\n') }
}
