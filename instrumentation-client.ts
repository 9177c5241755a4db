/**
 * The one Trusted Types policy, made before the bundle does anything else. The bundler adds script elements by
 * address; what is not one of our own build files is refused, and so is every other dangerous sink, since the
 * Content-Security-Policy allows no second policy. Here and not in the layout, because a page that fails has none.
 */
type PolicyFactory = {
  createPolicy(name: 'default', rules: { createScriptURL(address: string): string }): unknown
}

const { trustedTypes } = window as { trustedTypes?: PolicyFactory }

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const url = new URL(address, location.href)
    const ours = url.origin === location.origin && url.pathname.startsWith('/_next/static/')
    // Unchanged: the bundler knows its files by the very address it asked for.
    if (ours) return address
    throw new TypeError('script address refused')
  },
})
