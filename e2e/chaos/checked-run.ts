import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ChaosOptions, runChaos } from './chaos-run'
import { checkRun } from './checks/report'

/**
 * Runs and checks. The folder with the logs and the store, below `test-results`, is kept only if a
 * check failed.
 */
export async function runChecked(name: string, options: Omit<ChaosOptions, 'folder'>) {
  const folder = resolve('test-results', `chaos-${name}`)
  rmSync(folder, { recursive: true, force: true })
  const run = await runChaos({ ...options, folder })
  const findings = checkRun(run)
  const failed = findings.filter(({ violations }) => violations.length > 0)
  if (failed.length === 0) rmSync(folder, { recursive: true })
  return { run, findings, failed, folder }
}
