import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createEngineClient } from './client'
import { errorCodes } from './error-codes'
import * as bad from './testing/bad-answers'
import {
  answer,
  fails,
  type Reply,
  resets,
  stalls,
  succeeds,
  usersigOf,
} from './testing/scripted-server'
import { app, call, clientOf, entries, problemFrom, SECRET, setUp } from './testing/set-up'

/** Everything that can be seen of a value, errors' causes and hidden fields too. */
const seen = (...values: unknown[]) =>
  inspect(values, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(values)

/** An engine that says back what it was sent. */
const echoes: Reply = (request, response) =>
  fails(100002, { ErrorInfo: `bad call ${request.url}`, RequestId: request.url })(request, response)
const redirectsToItself: Reply = (request, response) =>
  answer('', 307, { location: request.url ?? '' })(request, response)

it.each<[string, Reply]>([
  ['reset', resets],
  ['silence', stalls],
  ['half an answer', bad.cutBeforeItsLength],
  ['an error page', bad.html502],
  ['an empty answer', answer('')],
  ['a large answer', bad.tooLarge],
  ['a redirect', redirectsToItself],
  ['an echo', echoes],
  ['a success', succeeds],
])('%s shows neither the secret nor the signature', async (_, reply) => {
  const { client, events, addresses, close } = await setUp(reply)
  const results = [
    await client.readMetadata('room', call()).catch((error: unknown) => error),
    await client.readRoom('room', call()).catch((error: unknown) => error),
    await client.setMetadata('room', entries, call()),
    await client.deleteMetadata('room', ['a'], call()),
  ]
  await close()
  const everything = seen(results, events, client)
  expect(everything).not.toContain(SECRET)
  for (const address of addresses) expect(everything).not.toContain(usersigOf(address))
  expect(everything).not.toContain('usersig')
})

it('nor does any code of the engine', async () => {
  for (const code of errorCodes.keys()) {
    // A client of its own each: some codes stop all calls.
    const { client, events, addresses, close } = await setUp((request, response) =>
      fails(code, { ErrorInfo: request.url })(request, response),
    )
    const result = await client.setMetadata('room', entries, call())
    await close()
    const everything = seen(result, events)
    expect(everything).not.toContain(SECRET)
    for (const address of addresses) expect(everything).not.toContain(usersigOf(address))
  }
})

it('nor does a connection that fails', async () => {
  const rig = { url: 'http://127.0.0.1:1', close: async () => undefined }
  const { client, events, close } = clientOf(rig)
  const problem = await problemFrom(client.readMetadata('room', call()))
  await close()
  expect(seen(problem, events, client)).not.toMatch(new RegExp(`${SECRET}|usersig|127\\.0\\.0\\.1`))
})

it.each([
  { url: 'http://127.0.0.1:1/' },
  { url: 'not a url' },
  { sdkAppId: 0 },
  { sdkAppId: Number.NaN },
  { identifier: '' },
  { identifier: 'a\nTLS.sdkappid:1' },
  { identifier: '房'.repeat(11) },
  { secretKey: '' },
])('settings that can never work are refused without saying the secret: %j', (wrong) => {
  const make = () => createEngineClient({ ...app, url: 'http://127.0.0.1:1', ...wrong })
  const [name = ''] = Object.keys(wrong)
  expect(make).toThrow(new RegExp(`^${name} must`))
  expect(make).not.toThrow(SECRET)
})
