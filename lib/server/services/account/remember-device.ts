import 'server-only'
import { authorize } from '../../auth/authorize'
import type { AccountDeps } from './account'

/**
 * Gives the browser a new device cookie in place of its earlier one. With it, sign-ins of this
 * person are slowed only by failures in the same browser.
 */
export async function rememberDevice(deps: AccountDeps): Promise<{ done: true }> {
  const { id } = authorize(deps, 'account.change')
  const { devices, cookies } = deps.auth
  const device = await devices.remember(id, deps.identity.device)
  deps.responseHeaders.append('set-cookie', cookies.device(device))
  return { done: true }
}
