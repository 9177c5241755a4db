import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { endpoints } from '@/lib/shared/api/contract'
import { codeFor } from '../../auth/testing/totp'
import { browser } from '../../testing/account-endpoints'
import { startDoors, stopDoors } from '../../testing/endpoints'
import { newPerson, PASSWORD } from '../../testing/people'

const log = vi.hoisted(() => ({ lines: [] as string[] }))
vi.mock('../../runtime/log', async () => {
  const { pino } = await import('pino')
  const stream = { write: (line: string) => void log.lines.push(line) }
  return { createLog: () => pino({ level: 'trace' }, stream) }
})

beforeAll(startDoors)
afterAll(stopDoors)

it('nothing that opens a door is in the log, whatever goes well or wrong', async () => {
  const person = await newPerson('editor')
  const here = browser()
  await here.post('signIn', { email: person.email, password: 'typed by mistake' })
  await here.post('signIn', { email: 'typed@example.com', password: PASSWORD })
  await here.post('signIn', { email: person.email, password: PASSWORD })
  const first = here.cookie()
  const enabled = await here.post('enableSecondFactor', { password: PASSWORD })
  const { totpUri, backupCodes } = endpoints.enableSecondFactor.reply.parse(enabled.body)
  const code = codeFor(totpUri)
  await here.post('confirmSecondFactor', { code })
  const there = browser()
  await there.post('signIn', { email: person.email, password: PASSWORD })
  const challenge = there.cookie()
  await there.post('verifyCode', { code: '000000' })
  await there.post('verifyBackupCode', { code: backupCodes[0] ?? '' })
  await there.post('changePassword', { currentPassword: 'guessed', newPassword: 'a new password' })
  await there.post('changePassword', { currentPassword: PASSWORD, newPassword: 'a new password' })
  const secrets = [
    PASSWORD,
    'typed by mistake',
    'typed@example.com',
    'guessed',
    'a new password',
    process.env.AUTH_SECRET,
    ...[first, here.cookie(), there.cookie(), challenge].map(
      (cookie) => /[._][a-z_]+=([^.%]+)/.exec(cookie)?.[1],
    ),
    ...backupCodes,
    new URL(totpUri).searchParams.get('secret'),
  ]
  const text = log.lines.join('\n')
  expect(text).toContain('"event":"request"')
  for (const secret of secrets) {
    expect(secret?.length).toBeGreaterThan(5)
    expect(text).not.toContain(secret)
  }
})
