/**
 * Creates the only Trusted Types policy before other code runs. It allows script elements for our
 * own build files, which the bundler adds, and nothing else: the Content-Security-Policy allows no
 * second policy. It is not in the layout because error pages render without it.
 */
type PolicyFactory = {
  createPolicy(name: 'default', rules: { createScriptURL(address: string): string }): unknown
}

const { trustedTypes } = window as { trustedTypes?: PolicyFactory }

trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    const url = new URL(address, location.href)
    const isBuildFile = url.origin === location.origin && url.pathname.startsWith('/_next/static/')
    // Returned unchanged, because the bundler looks its files up by this exact address.
    if (isBuildFile) return address
    throw new TypeError('Refused to load a script that is not a build file')
  },
})
