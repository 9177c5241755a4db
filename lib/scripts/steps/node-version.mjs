import { stop } from './run.mjs'

const LEAST = [20, 19]

/** Stops with a sentence where Node is older than the floor, before anything else fails in a stranger way. */
export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return
  stop(
    `Live Room Console needs Node ${LEAST.join('.')} or later; this is ${process.versions.node}.`,
  )
}
