import { exitWithError } from './run.mjs'

const MINIMUM = [20, 19]

/** Exits with a clear message if Node is too old, before something else fails less clearly. */
export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  exitWithError(
    `Live Room Console needs Node ${MINIMUM.join('.')} or later; this is ${process.versions.node}.`,
  )
}
