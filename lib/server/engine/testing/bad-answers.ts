import 'server-only'
import { gzipSync } from 'node:zlib'
import { answer, type Reply } from './scripted-server'

const HALF = '{"ActionStatus":"OK","ErrorCode":0'

export const html502 = answer('<html>502</html>', 502, { 'content-type': 'text/html' })
export const redirects = answer('', 302, { location: '/elsewhere' })

/** The head is on the wire before the connection ends, so that the client has seen a 200. */
const cut =
  (headers: Record<string, string>, end: (response: Parameters<Reply>[1]) => void): Reply =>
  (_, response) => {
    response.writeHead(200, headers)
    response.write(HALF, () => end(response))
  }

export const cutBeforeItsLength = cut({ 'content-length': '500' }, (response) => response.destroy())
export const cutInChunks = cut({}, (response) => response.destroy())
export const resetInTheBody = cut({}, (response) => response.socket?.resetAndDestroy())
export const stallsInTheBody = cut({}, () => undefined)

/** With neither a length nor chunks a body ends with its connection, so that half of one looks whole. */
export const cutWithoutLength: Reply = (_, response) =>
  void response.socket?.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${HALF}`)

export const tooLarge = answer(
  `{"ActionStatus":"OK","ErrorCode":0,"x":"${'x'.repeat(300 * 1024)}"}`,
)
export const gzipBomb = answer(gzipSync(Buffer.alloc(50 * 1024 * 1024)), 200, {
  'content-encoding': 'gzip',
})
