import { expect, it } from 'vitest'
import { SinglePartBody } from './single-part-body'

function collect() {
  const received: string[] = []
  const destination = new WritableStream<Uint8Array>({
    write: (part) => void received.push(Buffer.from(part).toString()),
    close: () => void received.push('closed'),
    abort: (reason) => void received.push(`aborted: ${reason}`),
  })
  return { received, destination }
}

it('is the body of a response as any other stream', async () => {
  expect(await new Response(new SinglePartBody('{"name":"直播"}')).json()).toEqual({ name: '直播' })
})

it('writes its text and closes the destination', async () => {
  const { received, destination } = collect()
  await new SinglePartBody('直播').pipeTo(destination)
  expect(received).toEqual(['直播', 'closed'])
})

it('aborts the destination with the reason of the signal', async () => {
  const controller = new AbortController()
  const received: string[] = []
  const destination = new WritableStream<Uint8Array>({
    write: () => new Promise((done) => controller.signal.addEventListener('abort', () => done())),
    abort: (reason) => void received.push(`aborted: ${reason}`),
  })
  const piped = new SinglePartBody('text').pipeTo(destination, { signal: controller.signal })
  controller.abort('client left')
  await expect(piped).rejects.toBe('client left')
  expect(received).toEqual(['aborted: client left'])
})

it('writes nothing when the signal has aborted before', async () => {
  const { received, destination } = collect()
  const signal = AbortSignal.abort('client left')
  const piped = new SinglePartBody('text').pipeTo(destination, { signal })
  await expect(piped).rejects.toBe('client left')
  expect(received).toEqual([])
})

it('passes on why the destination failed', async () => {
  const destination = new WritableStream<Uint8Array>({
    write: () => Promise.reject(new Error('socket')),
  })
  await expect(new SinglePartBody('text').pipeTo(destination)).rejects.toThrow('socket')
})
