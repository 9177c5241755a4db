import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, request } from 'undici'
import { expect, it, vi } from 'vitest'
import { createLog } from './log'
import { handleShutdownSignals } from './shutdown'

it('serves no further requests on a connection that a client keeps open', async ({
  onTestFinished,
}) => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const running: ServerResponse[] = []
  const server = createServer((_, response) => void running.push(response))
  const end = async () => undefined
  const shutDown = handleShutdownSignals(server, {
    log: createLog('silent'),
    stopRecovery: () => undefined,
    backgroundReader: { stop: async () => undefined },
    directoryWriter: { flush: async () => undefined },
    batchWorker: { stop: async () => undefined },
    realtime: { close: end },
    leaseKeeper: { waitUntilIdle: end },
    engine: { close: end },
    database: { close: end },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients = ['save', 'read'].map(() => new Agent({ connections: 1 }))
  onTestFinished(async () => {
    vi.restoreAllMocks()
    await Promise.all(clients.map((client) => client.destroy()))
    server.closeAllConnections()
  })

  const [saver, reader] = clients
  const save = request(url, { dispatcher: saver })
  await vi.waitFor(() => expect(running).toHaveLength(1))
  const read = request(url, { dispatcher: reader })
  await vi.waitFor(() => expect(running).toHaveLength(2))
  // A response whose headers announced an open connection.
  running[1]?.write('part')
  await read
  shutDown()

  running[1]?.end()
  await (await read).body.dump()
  await expect(request(url, { dispatcher: reader })).rejects.toThrow()
  expect(running).toHaveLength(2)
  expect(exit).not.toHaveBeenCalled()

  running[0]?.end('saved')
  const response = await save
  expect(response.headers.connection).toBe('close')
  expect(await response.body.text()).toBe('saved')
  await vi.waitFor(() => expect(exit.mock.calls).toEqual([[0]]))
})
