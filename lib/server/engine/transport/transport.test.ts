import { describe, expect, it, vi } from 'vitest'
import { metadataReply, startScriptedServer, startTcpServer } from '../testing/scripted-server'
import {
  callOptions,
  catchProblem,
  createTestClient,
  entries,
  SHORT_TIMINGS,
} from '../testing/test-client'

const REPLY_BODY = '{"ActionStatus":"OK","ErrorCode":0}'
const REPLY = `HTTP/1.1 200 OK\r\ncontent-length: ${REPLY_BODY.length}\r\n\r\n${REPLY_BODY}`

async function setUpTcp(
  onSocket: Parameters<typeof startTcpServer>[0],
  scheme = 'http',
  timings = SHORT_TIMINGS,
) {
  const server = await startTcpServer(onSocket)
  const address = { url: `${scheme}://127.0.0.1:${server.port}`, close: server.close }
  return { ...createTestClient(address, { timings }), sockets: server.sockets }
}

/** undici reuses a connection one turn of the event loop after its reply. */
async function waitForEventLoop() {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done))
}

/** A URL with a port on which nothing listens. */
async function findClosedUrl(): Promise<string> {
  const { port, close } = await startTcpServer(() => undefined)
  await close()
  return `http://127.0.0.1:${port}`
}

async function expectNothingSent({ client, attempts, close }: ReturnType<typeof createTestClient>) {
  const result = await client.setMetadata('room', entries, callOptions())
  expect(result.result === 'refused' && result.problem.code).toBe('engine.unreachable')
  expect(attempts.map((attempt) => attempt.class)).toEqual(['not-sent', 'not-sent', 'not-sent'])
  expect((await catchProblem(client.readMetadata('room', callOptions()))).code).toBe(
    'engine.unreachable',
  )
  await close()
  return attempts[0]?.detail
}

describe('nothing was sent, so a write can be sent again', () => {
  it('if the connection is refused', async () => {
    const server = { url: await findClosedUrl(), close: async () => undefined }
    expect(await expectNothingSent(createTestClient(server))).toBe('ECONNREFUSED')
  })

  it('if the host name does not exist', async () => {
    const server = { url: 'http://no-such-engine.invalid', close: async () => undefined }
    const timings = { ...SHORT_TIMINGS, attemptMs: 2_000 }
    expect(await expectNothingSent(createTestClient(server, { timings }))).toMatch(
      /^(ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|TimeoutError)$/,
    )
  })

  it('if the server does not speak TLS', async () => {
    const server = await setUpTcp(
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'https',
    )
    expect(await expectNothingSent(server)).toMatch(/^(EPROTO|ERR_SSL_.+)$/)
    expect(server.sockets.length).toBeGreaterThanOrEqual(3)
  })

  it('if the connection ends during the TLS handshake', async () => {
    const server = await setUpTcp(
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      'https',
    )
    expect(await expectNothingSent(server)).toBe('ECONNRESET')
  })

  it('if the TLS handshake takes longer than the attempt', async () => {
    const server = await setUpTcp(() => undefined, 'https')
    expect(await expectNothingSent(server)).toBe('TimeoutError')
  })

  it('if the TLS handshake takes longer than the connect timeout', async () => {
    const timings = { ...SHORT_TIMINGS, connectMs: 1, attemptMs: 10_000, minAttemptMs: 9_000 }
    const { client, attempts, close } = await setUpTcp(() => undefined, 'https', timings)
    // undici checks its timer about once a second; after that there is no time for another attempt.
    const result = await client.setMetadata('room', entries, callOptions(9_200))
    await close()
    expect(result.result).toBe('refused')
    expect(attempts.map((attempt) => [attempt.class, attempt.detail])).toEqual([
      ['not-sent', 'UND_ERR_CONNECT_TIMEOUT'],
    ])
  })
})

describe('something may have been sent, so a write is unknown and sent once', () => {
  it('if the connection ends when the request starts', async () => {
    const server = await setUpTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const result = await server.client.setMetadata('room', entries, callOptions())
    await server.close()
    expect([result.result, server.sockets.length]).toEqual(['unknown', 1])
  })

  it('if a reused connection ends instead of replying', async () => {
    let requests = 0
    const server = await setUpTcp((socket) => {
      socket.on('data', () => {
        requests += 1
        if (requests === 1) socket.write(REPLY)
        else socket.resetAndDestroy()
      })
    })
    await server.client.readMetadata('room', callOptions())
    await waitForEventLoop()
    const result = await server.client.setMetadata('room', entries, callOptions())
    await server.close()
    expect([result.result, requests, server.sockets.length]).toEqual(['unknown', 2, 1])
  })
})

it('resets an abandoned connection, so that the kernel retransmits nothing', async () => {
  const ends: string[] = []
  const { client, close } = await setUpTcp((socket) => {
    socket.on('data', () => undefined)
    socket.once('end', () => ends.push('closed'))
    socket.once('error', ({ code }: NodeJS.ErrnoException) => ends.push(String(code)))
  })
  const result = await client.setMetadata('room', entries, callOptions())
  expect(result.result).toBe('unknown')
  await vi.waitFor(() => expect(ends).toEqual(['ECONNRESET']))
  await close()
})

it('replaces an idle connection that the server closed, and the write arrives once', async () => {
  let requests = 0
  const server = await setUpTcp((socket) => {
    socket.once('data', () => {
      requests += 1
      socket.end(REPLY)
    })
  })
  await server.client.readMetadata('room', callOptions())
  const closed = new Promise((done) => server.sockets[0]?.once('close', done))
  await closed
  const result = await server.client.setMetadata('room', entries, callOptions())
  await server.close()
  expect([result.result, requests, server.sockets.length]).toEqual(['accepted', 2, 2])
})

it('waits for a running write when it closes', async () => {
  const server = await startScriptedServer([
    (request, response) => {
      closing = client.close()
      setImmediate(() => metadataReply(request, response))
    },
  ])
  let closing: Promise<void> | undefined
  const { client } = createTestClient(server)
  const result = await client.setMetadata('room', entries, callOptions())
  await closing
  await server.close()
  expect(result.result).toBe('accepted')
})
