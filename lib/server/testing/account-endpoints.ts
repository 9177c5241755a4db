import 'server-only'
import { authEndpoints } from '@/lib/shared/api/auth-endpoints'
import { callEndpoint, SAME_ORIGIN } from './endpoints'
import { cookiesIn } from './people'
import type { RouteHandlers } from './route-handlers'

/**
 * Returns a function that opens a browser in front of the given auth endpoints. Each browser keeps
 * the cookies it gets and sends them again.
 */
export function createBrowserFactory<Name extends keyof typeof authEndpoints>(
  routes: Record<Name, RouteHandlers>,
) {
  return function openBrowser(initialCookie = '', userAgent = 'Firefox') {
    let cookies = initialCookie
    return {
      cookie: () => cookies,
      async post(name: Name, body?: object) {
        const { method, path } = authEndpoints[name]
        const headers = { ...SAME_ORIGIN, cookie: cookies, 'user-agent': userAgent }
        const init = { headers, ...(body && { body: JSON.stringify(body) }) }
        const response = await callEndpoint(routes[name], method, path, init, {}, null)
        if (response.headers.getSetCookie().length > 0) cookies = cookiesIn(response.headers)
        return response
      },
    }
  }
}
