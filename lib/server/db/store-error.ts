import 'server-only'

/**
 * The store cannot be used as it was found at start. The sentence is for the terminal and holds no password; the
 * start ends with it and never goes on with a new, empty store.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
