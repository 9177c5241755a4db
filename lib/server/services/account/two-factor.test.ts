import { describe, expect, it } from 'vitest'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as disableRoute from '@/app/api/auth/two-factor/disable/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as verifyBackupCodeRoute from '@/app/api/auth/two-factor/verify-backup-code/route'
import * as verifyCodeRoute from '@/app/api/auth/two-factor/verify-totp/route'
import * as roomsRoute from '@/app/api/rooms/route'
import { endpoints } from '@/lib/shared/api/contract'
import { totpCode } from '../../auth/testing/totp'
import { getRuntime } from '../../runtime/runtime'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { callEndpoint, codeIn, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, createSignIn, PASSWORD } from '../../testing/people'
import { extendWaits } from '../../testing/throttle'

const signIn = createSignIn(signInRoute)
const openBrowser = createBrowserFactory({
  signIn: signInRoute,
  verifyCode: verifyCodeRoute,
  verifyBackupCode: verifyBackupCodeRoute,
  getSession: sessionRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
  disableSecondFactor: disableRoute,
})

setUpEndpoints()

const statusOf = async (cookie: string) =>
  (await callEndpoint(roomsRoute, 'GET', '/api/rooms', { headers: { cookie } })).status
const outcome = ({ status, body }: { status: number; body: unknown }) => [status, codeIn(body)]

/** A person with two-step verification, and the browser in which it was turned on. */
async function withSecondFactor() {
  const person = await addPerson('editor')
  const here = openBrowser(await signIn(person))
  const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
  const { totpUri, backupCodes } = endpoints.enableSecondFactor.response.parse(body)
  const confirmed = await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
  expect([confirmed.status, confirmed.body]).toEqual([200, { done: true }])
  /** Enters the password in a new browser. */
  const firstStep = async () => {
    const there = openBrowser()
    const answer = await there.post('signIn', { email: person.email, password: PASSWORD })
    expect(answer.body).toEqual({ secondFactor: true, person: null })
    return there
  }
  return { person, here, totpUri, backupCodes, firstStep }
}

describe('two-step verification', () => {
  it('takes effect when the first code is confirmed, and keeps the person signed in', async () => {
    const person = await addPerson('editor')
    const here = openBrowser(await signIn(person))
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    expect(new URL(totpUri).searchParams.get('issuer')).toBe('Live Room Console')
    const wrong = await here.post('confirmSecondFactor', { code: '000000' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-code'])
    expect(await signIn(person)).not.toBe('')
    const before = here.cookie()
    const spaced = totpCode(totpUri).replace(/^.../, '$& ')
    expect((await here.post('confirmSecondFactor', { code: spaced })).status).toBe(200)
    expect([await statusOf(here.cookie()), await statusOf(before)]).toEqual([200, 401])
    const seen = endpoints.getSession.response.parse((await here.post('getSession')).body)
    expect(seen.person?.secondFactor).toBe(true)
  })

  it('needs a code after the password, which alone gives no access', async () => {
    const { totpUri, firstStep, person } = await withSecondFactor()
    const there = await firstStep()
    expect(await statusOf(there.cookie())).toBe(401)
    const answer = await there.post('verifyCode', { code: totpCode(totpUri, 1) })
    const reply = endpoints.verifyCode.response.parse(answer.body)
    expect(reply.person).toMatchObject({ id: person.id, secondFactor: true })
    expect(JSON.stringify(answer.body)).not.toContain('token')
    expect(await statusOf(there.cookie())).toBe(200)
  })

  it('is not bypassed by a session that has ended', async () => {
    const { totpUri, firstStep, here } = await withSecondFactor()
    const { database } = await getRuntime()
    const old = here.cookie()
    const there = await firstStep()
    await database.kysely.updateTable('sessions').set({ last_seen_at: 0 }).execute()
    const both = openBrowser(`${old}; ${there.cookie()}`)
    expect((await both.post('verifyCode', { code: totpCode(totpUri, 1) })).status).toBe(200)
    expect(both.cookie()).not.toContain(old)
    expect(await statusOf(both.cookie())).toBe(200)
  })

  it('accepts each code only once', async () => {
    const { totpUri, firstStep } = await withSecondFactor()
    const code = totpCode(totpUri, 1)
    const [one, two] = [await firstStep(), await firstStep()]
    const answers = await Promise.all([
      one.post('verifyCode', { code }),
      two.post('verifyCode', { code }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    const later = await (await firstStep()).post('verifyCode', { code })
    expect(outcome(later)).toEqual([401, 'auth.wrong-code'])
  })

  it('accepts each backup code once', async () => {
    const { backupCodes, firstStep } = await withSecondFactor()
    const [code = ''] = backupCodes
    expect((await (await firstStep()).post('verifyBackupCode', { code })).status).toBe(200)
    const again = await (await firstStep()).post('verifyBackupCode', { code })
    expect(outcome(again)).toEqual([401, 'auth.wrong-code'])
  })

  it('throttles guesses across new sign-ins with the right password', async () => {
    const { firstStep, totpUri } = await withSecondFactor()
    const codes: unknown[] = []
    for (let at = 0; at < 2; at++) {
      const there = await firstStep()
      for (let turn = 0; turn < 5; turn++) {
        codes.push(codeIn((await there.post('verifyCode', { code: '000000' })).body))
        if (codes.length === 6) await extendWaits()
      }
    }
    expect(codes.slice(0, 6)).toEqual(Array(6).fill('auth.wrong-code'))
    expect(codes.slice(6)).toEqual(Array(4).fill('auth.throttled'))
    const right = await (await firstStep()).post('verifyCode', { code: totpCode(totpUri) })
    expect(right.status).toBe(429)
  })

  it('requires the password again after five wrong codes or without the first step', async () => {
    const { firstStep } = await withSecondFactor()
    const there = await firstStep()
    for (let turn = 0; turn < 5; turn++) await there.post('verifyCode', { code: `00000${turn}` })
    const late = await there.post('verifyCode', { code: '000009' })
    expect(outcome(late)).toEqual([401, 'auth.required'])
    const never = await openBrowser().post('verifyCode', { code: '000000' })
    expect(outcome(never)).toEqual([401, 'auth.required'])
  })

  it('is turned off with the password and a code, after which sign-in takes one step', async () => {
    const { here, person, totpUri } = await withSecondFactor()
    const code = totpCode(totpUri, 1)
    const wrong = await here.post('disableSecondFactor', { password: 'a guess', code })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-password'])
    expect((await here.post('disableSecondFactor', { password: PASSWORD, code })).status).toBe(200)
    expect(await statusOf(here.cookie())).toBe(200)
    expect(await signIn(person)).not.toBe('')
  })

  it('ends the sessions made without it when it is turned on', async () => {
    const person = await addPerson('editor')
    const elsewhere = await signIn(person)
    const here = openBrowser(await signIn(person))
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    expect(await statusOf(elsewhere)).toBe(200)
    const { totpUri } = endpoints.enableSecondFactor.response.parse(body)
    await here.post('confirmSecondFactor', { code: totpCode(totpUri) })
    expect([await statusOf(here.cookie()), await statusOf(elsewhere)]).toEqual([200, 401])
  })

  it('does not accept the confirming code again', async () => {
    const { firstStep, totpUri } = await withSecondFactor()
    const again = await (await firstStep()).post('verifyCode', { code: totpCode(totpUri) })
    expect(outcome(again)).toEqual([401, 'auth.wrong-code'])
  })

  it('is not turned off without a code, with a wrong one or with one that was used', async () => {
    const { here, person, totpUri } = await withSecondFactor()
    const password = PASSWORD
    const none = await here.post('disableSecondFactor', { password })
    expect(outcome(none)).toEqual([400, 'request.malformed'])
    for (const code of ['000000', totpCode(totpUri), 'abcde-fghij', '']) {
      const refused = await here.post('disableSecondFactor', { password, code })
      expect(outcome(refused)).toEqual([401, 'auth.wrong-code'])
    }
    await expect(signIn(person)).resolves.not.toContain('session_token')
  })

  it('is turned off with a backup code by a person who lost the phone', async () => {
    const { here, backupCodes } = await withSecondFactor()
    const [code = ''] = backupCodes
    const answer = await here.post('disableSecondFactor', { password: PASSWORD, code })
    expect(answer.status).toBe(200)
  })

  it('cannot be set up without the password, or twice', async () => {
    const { here } = await withSecondFactor()
    const again = await here.post('enableSecondFactor', { password: PASSWORD })
    expect(outcome(again)).toEqual([400, 'request.malformed'])
    const other = openBrowser(await signIn(await addPerson('viewer')))
    const wrong = await other.post('enableSecondFactor', { password: 'a guess' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-password'])
  })
})
