import { expect, it } from 'vitest'
import { createHashQueue } from './hash-queue'

/** Work that ends when the test says so. */
function createWork(queue: ReturnType<typeof createHashQueue>) {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const refused: string[] = []
  const submit = (name: string, isKnown: boolean) =>
    queue
      .run(isKnown, () => {
        started.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      })
      .catch((error) => void refused.push(`${name} ${error.code}`))
  const end = async (name: string) => {
    ends.get(name)?.()
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { started, refused, submit, end }
}

it('runs one stranger and one known person at a time', async () => {
  const { started, submit, end } = createWork(createHashQueue())
  for (const name of ['s1', 's2']) void submit(name, false)
  for (const name of ['k1', 'k2']) void submit(name, true)
  expect(started).toEqual(['s1', 'k1'])
  await end('k1')
  expect(started).toEqual(['s1', 'k1', 'k2'])
  await end('k2')
  // The reserved slot stays free.
  expect(started).toHaveLength(3)
  await end('s1')
  expect(started).toEqual(['s1', 'k1', 'k2', 's2'])
})

it('lets known people use both slots, before strangers who came first', async () => {
  const { started, submit, end } = createWork(createHashQueue())
  for (const name of ['k1', 'k2']) void submit(name, true)
  void submit('s1', false)
  void submit('k3', true)
  expect(started).toEqual(['k1', 'k2'])
  await end('k1')
  expect(started).toEqual(['k1', 'k2', 'k3'])
  await end('k2')
  expect(started).toEqual(['k1', 'k2', 'k3', 's1'])
})

it('refuses strangers at half of the queue, and known people only when it is full', async () => {
  const { started, refused, submit } = createWork(createHashQueue())
  for (let at = 0; at < 30; at++) void submit(`s${at}`, false)
  void submit('k0', true)
  expect(started).toEqual(['s0', 'k0'])
  for (let at = 1; at <= 9; at++) void submit(`k${at}`, true)
  await Promise.resolve()
  await Promise.resolve()
  expect(refused.filter((name) => name.startsWith('s'))).toHaveLength(30 - 1 - 8)
  expect(refused.filter((name) => name.startsWith('k'))).toEqual(['k9 auth.busy'])
})

it('frees the slot of work that fails', async () => {
  const queue = createHashQueue()
  for (let at = 0; at < 5; at++) {
    await expect(queue.run(false, () => Promise.reject(new Error('failed')))).rejects.toThrow()
  }
  expect(await queue.run(false, async () => 'done')).toBe('done')
})
