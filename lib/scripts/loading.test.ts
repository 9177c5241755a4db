import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const LIST = 'app/preload-parts.tsx'

/** The modules that a file of the browser loads with `import()`, without their extensions. */
function listPartsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, path = '']) =>
    path.startsWith('@/') ? path.slice(2) : join(dirname(file), path),
  )
}

it('loads at most eight modules on demand, and all of them once a page is idle', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib/client'],
    { cwd: root, encoding: 'utf8' },
  )
  const sources = files
    .split('\n')
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && file !== LIST)
    .filter((file) => existsSync(join(root, file)))
  const parts = new Set(sources.flatMap(listPartsOf))
  expect([...parts].sort()).toEqual(listPartsOf(LIST).sort())
  expect(parts.size).toBeLessThanOrEqual(8)
})
