/** Stands in for our own origin, which a path is measured against; the name is reserved and never resolves. */
const SELF = 'http://console.invalid'
const SIGN_IN = '/sign-in'

/**
 * Where to go after signing in: the path given, if it leads to this console and nowhere else, or `/`. Browsers read
 * back slashes as slashes, drop tabs and line ends, and some servers decode before they redirect: so only what stays
 * here under all of these is taken.
 */
export function returnToOf(given: string | null | undefined): string {
  if (typeof given !== 'string' || !staysHere(given)) return '/'
  const url = new URL(given, SELF)
  const path = url.pathname + url.search + url.hash
  // Looked at again: taking out its dots may have brought something else to the front.
  return url.origin === SELF && staysHere(path) && url.pathname !== SIGN_IN ? path : '/'
}

/** The page to sign in on, from where one comes back to `path`. */
export function signInPath(path: string): string {
  return path === '/' ? SIGN_IN : `${SIGN_IN}?returnTo=${encodeURIComponent(path)}`
}

function staysHere(text: string): boolean {
  const [decoded] = decodedOrNull(text)?.split(/[?#]/, 1) ?? []
  return isPath(text) && decoded !== undefined && isPath(decoded)
}

/** One slash, then anything that is neither a slash of either kind nor a control character nor white space. */
function isPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return /^\/(?![/\\])/.test(text) && !/[\\\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/.test(text)
}

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
