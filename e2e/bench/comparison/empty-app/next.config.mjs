import { resolve } from 'node:path'

/** The same options as the console where they affect a request. */
export default {
  poweredByHeader: false,
  turbopack: { root: resolve(import.meta.dirname, '../../../..') },
}
