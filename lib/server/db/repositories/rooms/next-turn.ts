import 'server-only'

/** Between two parts of a long query: the embedded store is synchronous, and others wait for it. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
