import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '@/lib/shared/api/contract'
import { codeFor } from '../../auth/testing/totp'
import { runtime } from '../../runtime/runtime'
import { browser } from '../../testing/account-endpoints'
import { ask, codeIn, roomsDoor, startDoors, stopDoors } from '../../testing/endpoints'
import { cookieOf, newPerson, PASSWORD } from '../../testing/people'

beforeAll(startDoors)
afterAll(stopDoors)

const statusOf = async (cookie: string) =>
  (await ask(roomsDoor, 'GET', '/api/rooms', { headers: { cookie } })).status
const outcome = ({ status, body }: { status: number; body: unknown }) => [status, codeIn(body)]

/** Somebody with a second factor, and the browser they set it up in. */
async function withSecondFactor() {
  const person = await newPerson('editor')
  const here = browser(await cookieOf(person))
  const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
  const { totpUri, backupCodes } = endpoints.enableSecondFactor.reply.parse(body)
  const confirmed = await here.post('confirmSecondFactor', { code: codeFor(totpUri) })
  expect([confirmed.status, confirmed.body]).toEqual([200, { done: true }])
  /** The first step of signing in, in a browser of its own. */
  const firstStep = async () => {
    const there = browser()
    const answer = await there.post('signIn', { email: person.email, password: PASSWORD })
    expect(answer.body).toEqual({ secondFactor: true, person: null })
    return there
  }
  return { person, here, totpUri, backupCodes, firstStep }
}

describe('a second factor', () => {
  it('counts once its first code was confirmed, and leaves its owner signed in', async () => {
    const person = await newPerson('editor')
    const here = browser(await cookieOf(person))
    const { body } = await here.post('enableSecondFactor', { password: PASSWORD })
    const { totpUri } = endpoints.enableSecondFactor.reply.parse(body)
    expect(new URL(totpUri).searchParams.get('issuer')).toBe('Live Room Console')
    const wrong = await here.post('confirmSecondFactor', { code: '000000' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-code'])
    expect(await cookieOf(person)).not.toBe('')
    const before = here.cookie()
    const spaced = codeFor(totpUri).replace(/^.../, '$& ')
    expect((await here.post('confirmSecondFactor', { code: spaced })).status).toBe(200)
    expect([await statusOf(here.cookie()), await statusOf(before)]).toEqual([200, 401])
    const seen = endpoints.getSession.reply.parse((await here.post('getSession')).body)
    expect(seen.person?.secondFactor).toBe(true)
  })

  it('is asked for after the password, which alone opens nothing', async () => {
    const { totpUri, firstStep, person } = await withSecondFactor()
    const there = await firstStep()
    expect(await statusOf(there.cookie())).toBe(401)
    const answer = await there.post('verifyCode', { code: codeFor(totpUri) })
    const reply = endpoints.verifyCode.reply.parse(answer.body)
    expect(reply.person).toMatchObject({ id: person.id, secondFactor: true })
    expect(JSON.stringify(answer.body)).not.toContain('token')
    expect(await statusOf(there.cookie())).toBe(200)
  })

  it('is not skipped with a session that has ended', async () => {
    const { totpUri, firstStep, here } = await withSecondFactor()
    const { database } = await runtime()
    const old = here.cookie()
    const there = await firstStep()
    await database.kysely.updateTable('sessions').set({ last_seen_at: 0 }).execute()
    const both = browser(`${old}; ${there.cookie()}`)
    expect((await both.post('verifyCode', { code: codeFor(totpUri) })).status).toBe(200)
    expect(both.cookie()).not.toContain(old)
    expect(await statusOf(both.cookie())).toBe(200)
  })

  it('is good once: whoever looked on cannot use it, too', async () => {
    const { totpUri, firstStep } = await withSecondFactor()
    const code = codeFor(totpUri)
    const [one, two] = [await firstStep(), await firstStep()]
    const answers = await Promise.all([
      one.post('verifyCode', { code }),
      two.post('verifyCode', { code }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    const later = await (await firstStep()).post('verifyCode', { code })
    expect(outcome(later)).toEqual([401, 'auth.wrong-code'])
  })

  it('may be a backup code, once', async () => {
    const { backupCodes, firstStep } = await withSecondFactor()
    const [code = ''] = backupCodes
    expect((await (await firstStep()).post('verifyBackupCode', { code })).status).toBe(200)
    const again = await (await firstStep()).post('verifyBackupCode', { code })
    expect(outcome(again)).toEqual([401, 'auth.wrong-code'])
  })

  it('is slowly guessed, also in new tries that begin with the right password', async () => {
    const { firstStep, totpUri } = await withSecondFactor()
    const codes: unknown[] = []
    for (let at = 0; at < 2; at++) {
      const there = await firstStep()
      for (let turn = 0; turn < 5; turn++) {
        codes.push(codeIn((await there.post('verifyCode', { code: '000000' })).body))
      }
    }
    expect(codes.slice(0, 6)).toEqual(Array(6).fill('auth.wrong-code'))
    expect(codes.slice(6)).toEqual(Array(4).fill('auth.throttled'))
    const right = await (await firstStep()).post('verifyCode', { code: codeFor(totpUri) })
    expect(right.status).toBe(429)
  })

  it('begins with the password again after five wrong codes, or without the first step', async () => {
    const { firstStep } = await withSecondFactor()
    const there = await firstStep()
    for (let turn = 0; turn < 5; turn++) await there.post('verifyCode', { code: `00000${turn}` })
    const late = await there.post('verifyCode', { code: '000009' })
    expect(outcome(late)).toEqual([401, 'auth.required'])
    const never = await browser().post('verifyCode', { code: '000000' })
    expect(outcome(never)).toEqual([401, 'auth.required'])
  })

  it('goes with the password, and signing in takes one step again', async () => {
    const { here, person } = await withSecondFactor()
    const wrong = await here.post('disableSecondFactor', { password: 'a guess' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-password'])
    expect((await here.post('disableSecondFactor', { password: PASSWORD })).status).toBe(200)
    expect(await statusOf(here.cookie())).toBe(200)
    expect(await cookieOf(person)).not.toBe('')
  })

  it('is not set up without the password, nor over one that is there', async () => {
    const { here } = await withSecondFactor()
    const again = await here.post('enableSecondFactor', { password: PASSWORD })
    expect(outcome(again)).toEqual([400, 'request.malformed'])
    const other = browser(await cookieOf(await newPerson('viewer')))
    const wrong = await other.post('enableSecondFactor', { password: 'a guess' })
    expect(outcome(wrong)).toEqual([401, 'auth.wrong-password'])
  })
})
