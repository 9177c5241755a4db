import { setPageAlert } from './page-alert'

/** Shows that the console was updated if a response comes from another build than this page. */
export function compareBuild({ headers }: Response): void {
  const build = headers.get('x-console-build')
  if (build && build !== document.documentElement.dataset.build) setPageAlert({ kind: 'updated' })
}

/**
 * Call it when a file of the console could not be loaded: the network may be gone, or an update has
 * replaced the file.
 */
export async function checkBuild(): Promise<void> {
  await fetch('/api/health/live').then(compareBuild, () => undefined)
}
