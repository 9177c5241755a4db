import 'server-only'
import { connect as connectTcp, type Socket } from 'node:net'
import { buildConnector } from 'undici'

/**
 * Creates a connector whose sockets are reset (RST) when a request on them is abandoned. After a
 * plain close() the kernel keeps retransmitting for minutes, so an abandoned write could still
 * arrive: in a test with a nine-second network outage one arrived ten seconds after the socket was
 * closed, when the change had long been settled as not applied. `timeout` in ms, for TCP and for
 * TLS separately.
 */
export function createConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout })
  return (options, callback) => {
    if (options.protocol !== 'https:') {
      return connect(options, (...result) => callback(...withReset(result, (socket) => socket)))
    }
    // A TLS socket does not expose its TCP socket, so we open that one ourselves.
    openTcp(options, timeout, (error, tcpSocket) => {
      if (!tcpSocket) return callback(error, null)
      const tlsOptions = { ...options, httpSocket: tcpSocket }
      connect(tlsOptions, (...result) => callback(...withReset(result, () => tcpSocket)))
    })
  }
}

type ConnectResult = Parameters<buildConnector.Callback>

function openTcp(
  { hostname, port }: buildConnector.Options,
  timeout: number,
  done: (...result: [null, Socket] | [Error, null]) => void,
): void {
  const socket = connectTcp({ host: hostname, port: Number(port) || 443 })
  const abort = () =>
    socket.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }))
  const timer = setTimeout(abort, timeout)
  const fail = (error: Error) => {
    clearTimeout(timer)
    done(error, null)
  }
  socket.once('error', fail)
  socket.once('connect', () => {
    clearTimeout(timer)
    socket.off('error', fail)
    // The TLS socket reports errors from here on; without a listener they would be uncaught.
    socket.on('error', () => undefined)
    done(null, socket)
  })
}

/** Resets the TCP socket when its connection is destroyed with an error, i.e. abandoned. */
function withReset(result: ConnectResult, getTcpSocket: (socket: Socket) => Socket): ConnectResult {
  const [, socket] = result
  // undici omits the socket after an error, although its types say null.
  if (!socket) return result
  const destroy = socket.destroy.bind(socket)
  socket.destroy = (error) => {
    if (error && !socket.destroyed) getTcpSocket(socket).resetAndDestroy()
    return destroy(error)
  }
  return result
}
