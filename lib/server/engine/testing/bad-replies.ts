import 'server-only'
import { gzipSync } from 'node:zlib'
import { type ReplyHandler, replyWith } from './scripted-server'

const HALF_BODY = '{"ActionStatus":"OK","ErrorCode":0'

export const html502 = replyWith('<html>502</html>', 502, { 'content-type': 'text/html' })
export const redirect = replyWith('', 302, { location: '/elsewhere' })

/** Ends the connection after half of the body, so that the client has seen a 200. */
const cutOff =
  (
    headers: Record<string, string>,
    end: (response: Parameters<ReplyHandler>[1]) => void,
  ): ReplyHandler =>
  (_, response) => {
    response.writeHead(200, headers)
    response.write(HALF_BODY, () => end(response))
  }

export const cutBeforeLength = cutOff({ 'content-length': '500' }, (response) => response.destroy())
export const cutInChunks = cutOff({}, (response) => response.destroy())
export const resetInBody = cutOff({}, (response) => response.socket?.resetAndDestroy())
export const stallInBody = cutOff({}, () => undefined)

/**
 * Without length and chunks, a body ends with its connection, so a truncated one looks complete.
 */
export const cutWithoutLength: ReplyHandler = (_, response) =>
  void response.socket?.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${HALF_BODY}`)

export const tooLarge = replyWith(
  `{"ActionStatus":"OK","ErrorCode":0,"x":"${'x'.repeat(300 * 1024)}"}`,
)
export const gzipBomb = replyWith(gzipSync(Buffer.alloc(50 * 1024 * 1024)), 200, {
  'content-encoding': 'gzip',
})
