import 'server-only'
import { connect as connectTcp, type Socket } from 'node:net'
import { buildConnector } from 'undici'

/**
 * Connections that are reset where they are given up. Of one that is merely closed the system sends again, for minutes,
 * what the network has not taken: tried with nine seconds without a network, a write arrived fourteen seconds after it
 * began and ten after we had hung up, when it was long told as not applied. `timeout` in ms, for TCP and for TLS each.
 */
export function createConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout })
  return (options, callback) => {
    if (options.protocol !== 'https:') {
      return connect(options, (...of) => callback(...resetting(of, (socket) => socket)))
    }
    // Under TLS the connection itself is out of reach unless it is made here.
    openTcp(options, timeout, (error, raw) => {
      if (!raw) return callback(error, null)
      const own = { ...options, httpSocket: raw }
      connect(own, (...of) => callback(...resetting(of, () => raw)))
    })
  }
}

type Connected = Parameters<buildConnector.Callback>

function openTcp(
  { hostname, port }: buildConnector.Options,
  timeout: number,
  done: (...of: [null, Socket] | [Error, null]) => void,
): void {
  const socket = connectTcp({ host: hostname, port: Number(port) || 443 })
  const late = () =>
    socket.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }))
  const timer = setTimeout(late, timeout)
  const failed = (error: Error) => {
    clearTimeout(timer)
    done(error, null)
  }
  socket.once('error', failed)
  socket.once('connect', () => {
    clearTimeout(timer)
    socket.off('error', failed)
    // TLS reports what becomes of it from now on.
    socket.on('error', () => undefined)
    done(null, socket)
  })
}

/** With an error a socket is given up, without one it has done its work. */
function resetting(of: Connected, tcpOf: (socket: Socket) => Socket): Connected {
  const [, socket] = of
  // undici leaves it out where there is none, whatever its types say.
  if (!socket) return of
  const destroy = socket.destroy.bind(socket)
  socket.destroy = (error) => {
    if (error && !socket.destroyed) tcpOf(socket).resetAndDestroy()
    return destroy(error)
  }
  return of
}
