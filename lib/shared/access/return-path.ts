/** Placeholder for our own origin; the name is reserved and never resolves. */
const OWN_ORIGIN = 'http://console.invalid'
const SIGN_IN = '/sign-in'

type OwnPath = `/${string}`

/**
 * Where to go after signing in: the given path if it is a page of this console, else `/`. Browsers
 * treat backslashes as slashes and drop tabs and line ends, and some servers decode before they
 * redirect; the path must stay ours under all of these.
 */
export function toReturnPath(given: string | null | undefined): OwnPath {
  if (typeof given !== 'string' || !isOwnPath(given)) return '/'
  const url = new URL(given, OWN_ORIGIN)
  const path = url.pathname + url.search + url.hash
  // Checked again: resolving dot segments can change how the path begins.
  return url.origin === OWN_ORIGIN && isOwnPath(path) && isPage(url.pathname) ? path : '/'
}

/** The sign-in page, with a way back to `path`. */
export function signInPath(path: string): typeof SIGN_IN | `${typeof SIGN_IN}?${string}` {
  return path === '/' ? SIGN_IN : `${SIGN_IN}?returnTo=${encodeURIComponent(path)}`
}

function isOwnPath(text: string): text is OwnPath {
  const [decoded] = tryDecode(text)?.split(/[?#]/, 1) ?? []
  return isPath(text) && decoded !== undefined && isPath(decoded)
}

/**
 * One slash, not followed by another of either kind; no backslash, control character or white
 * space.
 */
function isPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  return /^\/(?![/\\])/.test(text) && !/[\\\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/.test(text)
}

/** Endpoints and files are no pages; a dot in a room id is escaped in the path of its page. */
function isPage(pathname: string): boolean {
  const decoded = tryDecode(pathname) ?? ''
  return pathname !== SIGN_IN && !/^\/(?:api|_next)(?:\/|$)|\./.test(decoded)
}

function tryDecode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
