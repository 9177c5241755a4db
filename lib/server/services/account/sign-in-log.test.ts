import { expect, it, vi } from 'vitest'
import * as changePasswordRoute from '@/app/api/auth/change-password/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as confirmRoute from '@/app/api/auth/two-factor/confirm/route'
import * as enableRoute from '@/app/api/auth/two-factor/enable/route'
import * as verifyBackupCodeRoute from '@/app/api/auth/two-factor/verify-backup-code/route'
import * as verifyCodeRoute from '@/app/api/auth/two-factor/verify-totp/route'
import { endpoints } from '@/lib/shared/api/contract'
import { totpCode } from '../../auth/testing/totp'
import { createBrowserFactory } from '../../testing/account-endpoints'
import { setUpEndpoints } from '../../testing/endpoints'
import { logLines } from '../../testing/log-lines'
import { addPerson, PASSWORD } from '../../testing/people'

const openBrowser = createBrowserFactory({
  signIn: signInRoute,
  verifyCode: verifyCodeRoute,
  verifyBackupCode: verifyBackupCodeRoute,
  changePassword: changePasswordRoute,
  enableSecondFactor: enableRoute,
  confirmSecondFactor: confirmRoute,
})

vi.mock('../../runtime/log', () => import('../../testing/log-lines'))

setUpEndpoints()

it('the log never contains passwords, codes or tokens, after success or failure', async () => {
  const person = await addPerson('editor')
  const here = openBrowser()
  await here.post('signIn', { email: person.email, password: 'typed by mistake' })
  await here.post('signIn', { email: 'typed@example.com', password: PASSWORD })
  await here.post('signIn', { email: person.email, password: PASSWORD })
  const first = here.cookie()
  const enabled = await here.post('enableSecondFactor', { password: PASSWORD })
  const { totpUri, backupCodes } = endpoints.enableSecondFactor.response.parse(enabled.body)
  const code = totpCode(totpUri)
  await here.post('confirmSecondFactor', { code })
  const there = openBrowser()
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
  const text = logLines.join('\n')
  expect(text).toContain('"event":"request"')
  for (const secret of secrets) {
    expect(secret?.length).toBeGreaterThan(5)
    expect(text).not.toContain(secret)
  }
})
