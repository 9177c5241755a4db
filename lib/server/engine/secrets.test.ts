import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createEngineClient } from './client'
import { errorCodes } from './error-codes'
import * as bad from './testing/bad-replies'
import {
  failureReply,
  metadataReply,
  noReply,
  type ReplyHandler,
  replyWith,
  resetConnection,
  usersigOf,
} from './testing/scripted-server'
import {
  app,
  callOptions,
  catchProblem,
  createTestClient,
  entries,
  SECRET,
  setUpClient,
} from './testing/test-client'

/** All text that printing the values could show, with causes and hidden fields. */
const printAll = (...values: unknown[]) =>
  inspect(values, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(values)

/** Repeats the URL of the request in its reply. */
const echo: ReplyHandler = (request, response) =>
  failureReply(100002, { ErrorInfo: `bad call ${request.url}`, RequestId: request.url })(
    request,
    response,
  )
const redirectToSelf: ReplyHandler = (request, response) =>
  replyWith('', 307, { location: request.url ?? '' })(request, response)

it.each<[string, ReplyHandler]>([
  ['a reset', resetConnection],
  ['silence', noReply],
  ['half a reply', bad.cutBeforeLength],
  ['an error page', bad.html502],
  ['an empty reply', replyWith('')],
  ['a large reply', bad.tooLarge],
  ['a redirect', redirectToSelf],
  ['an echo', echo],
  ['a success', metadataReply],
])('the client shows neither the secret nor the signature after %s', async (_, reply) => {
  const { client, attempts, addresses, close } = await setUpClient(reply)
  const results = [
    await client.readMetadata('room', callOptions()).catch((error: unknown) => error),
    await client.readRoom('room', callOptions()).catch((error: unknown) => error),
    await client.setMetadata('room', entries, callOptions()),
    await client.deleteMetadata('room', ['a'], callOptions()),
  ]
  await close()
  const everything = printAll(results, attempts, client)
  expect(everything).not.toContain(SECRET)
  for (const address of addresses) expect(everything).not.toContain(usersigOf(address))
  expect(everything).not.toContain('usersig')
})

it('the client shows neither the secret nor the signature after any error code', async () => {
  for (const code of errorCodes.keys()) {
    // Each code gets its own client, because some codes halt all calls.
    const { client, attempts, addresses, close } = await setUpClient((request, response) =>
      failureReply(code, { ErrorInfo: request.url })(request, response),
    )
    const result = await client.setMetadata('room', entries, callOptions())
    await close()
    const everything = printAll(result, attempts)
    expect(everything).not.toContain(SECRET)
    for (const address of addresses) expect(everything).not.toContain(usersigOf(address))
  }
})

it('the client shows neither the secret nor the signature after a failed connection', async () => {
  const server = { url: 'http://127.0.0.1:1', close: async () => undefined }
  const { client, attempts, close } = createTestClient(server)
  const problem = await catchProblem(client.readMetadata('room', callOptions()))
  await close()
  expect(printAll(problem, attempts, client)).not.toMatch(
    new RegExp(`${SECRET}|usersig|127\\.0\\.0\\.1`),
  )
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
])('refuses settings that can never work without showing the secret: %j', (invalid) => {
  const create = () => createEngineClient({ ...app, url: 'http://127.0.0.1:1', ...invalid })
  const [field = ''] = Object.keys(invalid)
  expect(create).toThrow(new RegExp(`^${field} must`))
  expect(create).not.toThrow(SECRET)
})
