import 'server-only'

/**
 * The store found at the start cannot be used. The message is for the terminal and contains no
 * password.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
