import { describe, expect, it, vi } from 'vitest'
import { rawServer, scriptedServer, succeeds } from '../testing/scripted-server'
import { call, clientOf, entries, problemFrom, QUICK } from '../testing/set-up'

const BODY = '{"ActionStatus":"OK","ErrorCode":0}'
const REPLY = `HTTP/1.1 200 OK\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`

async function raw(onSocket: Parameters<typeof rawServer>[0], scheme = 'http', timings = QUICK) {
  const server = await rawServer(onSocket)
  const rig = { url: `${scheme}://127.0.0.1:${server.port}`, close: server.close }
  return { ...clientOf(rig, { timings }), sockets: server.sockets }
}

/** undici takes a connection back into use a turn after its answer. */
async function aTurnOfTheLoop() {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done))
}

/** A port that nobody listens on. */
async function deadUrl(): Promise<string> {
  const { port, close } = await rawServer(() => undefined)
  await close()
  return `http://127.0.0.1:${port}`
}

async function expectNothingSent({ client, events, close }: ReturnType<typeof clientOf>) {
  const result = await client.setMetadata('room', entries, call())
  expect(result.result === 'refused' && result.problem.code).toBe('engine.unreachable')
  expect(events.map((event) => event.class)).toEqual(['not-sent', 'not-sent', 'not-sent'])
  expect((await problemFrom(client.readMetadata('room', call()))).code).toBe('engine.unreachable')
  await close()
  return events[0]?.detail
}

describe('nothing was sent, so that a write may go out again', () => {
  it('where nobody listens', async () => {
    const rig = { url: await deadUrl(), close: async () => undefined }
    expect(await expectNothingSent(clientOf(rig))).toBe('ECONNREFUSED')
  })

  it('where the name is none', async () => {
    const rig = { url: 'http://no-such-engine.invalid', close: async () => undefined }
    const patient = { ...QUICK, attempt: 2_000 }
    expect(await expectNothingSent(clientOf(rig, { timings: patient }))).toMatch(
      /^(ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|TimeoutError)$/,
    )
  })

  it('where the other side speaks no TLS', async () => {
    const rig = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'https')
    expect(await expectNothingSent(rig)).toMatch(/^(EPROTO|ERR_SSL_.+)$/)
    expect(rig.sockets.length).toBeGreaterThanOrEqual(3)
  })

  it('where the connection ends in the TLS handshake', async () => {
    const rig = await raw((socket) => socket.once('data', () => socket.resetAndDestroy()), 'https')
    expect(await expectNothingSent(rig)).toBe('ECONNRESET')
  })

  it('where the TLS handshake outlasts the attempt', async () => {
    const rig = await raw(() => undefined, 'https')
    expect(await expectNothingSent(rig)).toBe('TimeoutError')
  })

  it('where the TLS handshake outlasts the time to connect', async () => {
    const timings = { ...QUICK, connect: 1, attempt: 10_000, least: 9_000 }
    const { client, events, close } = await raw(() => undefined, 'https', timings)
    // undici looks at its clock once in a second or so: after that there is no time for another attempt.
    const deadline = Date.now() + 9_200
    const result = await client.setMetadata('room', entries, { deadline, ref: 'ref', by: 'p' })
    await close()
    expect(result.result).toBe('refused')
    expect(events.map((event) => [event.class, event.detail])).toEqual([
      ['not-sent', 'UND_ERR_CONNECT_TIMEOUT'],
    ])
  })
})

describe('something may have been sent, so that a write is unknown and goes out once', () => {
  it('where the connection ends when the request begins', async () => {
    const rig = await raw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const result = await rig.client.setMetadata('room', entries, call())
    await rig.close()
    expect([result.result, rig.sockets.length]).toEqual(['unknown', 1])
  })

  it('where a connection that served before ends instead of answering', async () => {
    let asked = 0
    const rig = await raw((socket) => {
      socket.on('data', () => {
        asked += 1
        if (asked === 1) socket.write(REPLY)
        else socket.resetAndDestroy()
      })
    })
    await rig.client.readMetadata('room', call())
    await aTurnOfTheLoop()
    const result = await rig.client.setMetadata('room', entries, call())
    await rig.close()
    expect([result.result, asked, rig.sockets.length]).toEqual(['unknown', 2, 1])
  })
})

it('a connection that is given up is reset, so that the system sends nothing of it later', async () => {
  const ends: string[] = []
  const { client, close } = await raw((socket) => {
    socket.on('data', () => undefined)
    socket.once('end', () => ends.push('closed'))
    socket.once('error', ({ code }: NodeJS.ErrnoException) => ends.push(String(code)))
  })
  const result = await client.setMetadata('room', entries, call())
  expect(result.result).toBe('unknown')
  await vi.waitFor(() => expect(ends).toEqual(['ECONNRESET']))
  await close()
})

it('a connection the engine closed while it lay idle is replaced, and the write arrives once', async () => {
  let asked = 0
  const rig = await raw((socket) => {
    socket.once('data', () => {
      asked += 1
      socket.end(REPLY)
    })
  })
  await rig.client.readMetadata('room', call())
  const closed = new Promise((done) => rig.sockets[0]?.once('close', done))
  await closed
  const result = await rig.client.setMetadata('room', entries, call())
  await rig.close()
  expect([result.result, asked, rig.sockets.length]).toEqual(['accepted', 2, 2])
})

it('closing waits for a write under way', async () => {
  const rig = await scriptedServer([
    (request, response) => {
      closing = client.close()
      setImmediate(() => succeeds(request, response))
    },
  ])
  let closing: Promise<void> | undefined
  const { client } = clientOf(rig)
  const result = await client.setMetadata('room', entries, call())
  await closing
  await rig.close()
  expect(result.result).toBe('accepted')
})
