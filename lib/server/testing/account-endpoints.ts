import 'server-only'
import * as passwordDoor from '@/app/api/auth/change-password/route'
import * as sessionDoor from '@/app/api/auth/get-session/route'
import * as sessionsDoor from '@/app/api/auth/list-sessions/route'
import * as revokeOthersDoor from '@/app/api/auth/revoke-other-sessions/route'
import * as revokeDoor from '@/app/api/auth/revoke-session/route'
import * as signInDoor from '@/app/api/auth/sign-in/email/route'
import * as confirmDoor from '@/app/api/auth/two-factor/confirm/route'
import * as disableDoor from '@/app/api/auth/two-factor/disable/route'
import * as enableDoor from '@/app/api/auth/two-factor/enable/route'
import * as backupDoor from '@/app/api/auth/two-factor/verify-backup-code/route'
import * as codeDoor from '@/app/api/auth/two-factor/verify-totp/route'
import { authEndpoints } from '@/lib/shared/api/auth-endpoints'
import { ask, type Door, OWN } from './endpoints'
import { cookiesIn } from './people'

const doors = {
  signIn: signInDoor,
  verifyCode: codeDoor,
  verifyBackupCode: backupDoor,
  getSession: sessionDoor,
  changePassword: passwordDoor,
  listSessions: sessionsDoor,
  revokeSession: revokeDoor,
  revokeOtherSessions: revokeOthersDoor,
  enableSecondFactor: enableDoor,
  confirmSecondFactor: confirmDoor,
  disableSecondFactor: disableDoor,
} satisfies Partial<Record<keyof typeof authEndpoints, Door>>

/** A browser: keeps the cookies it is given, and sends them. */
export function browser(cookie = '', userAgent = 'Firefox') {
  let cookies = cookie
  return {
    cookie: () => cookies,
    async post(name: keyof typeof doors, body?: object) {
      const { method, path } = authEndpoints[name]
      const headers = { ...OWN, cookie: cookies, 'user-agent': userAgent }
      const init = { headers, ...(body && { body: JSON.stringify(body) }) }
      const answer = await ask(doors[name], method, path, init, {}, null)
      if (answer.headers.getSetCookie().length > 0) cookies = cookiesIn(answer.headers)
      return answer
    },
  }
}
