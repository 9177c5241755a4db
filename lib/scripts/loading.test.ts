import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { locales } from '../shared/i18n/locale'

const root = fileURLToPath(new URL('../../', import.meta.url))
const LIST = 'app/preload-parts.tsx'

/** The modules that a file of the browser loads with `import()`, without their extensions. */
function listPartsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, path = '']) =>
    path.startsWith('@/') ? path.slice(2) : join(dirname(file), path),
  )
}

function listSources(): string[] {
  const files = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib/client'],
    { cwd: root, encoding: 'utf8' },
  )
  return files
    .split('\n')
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && file !== LIST)
    .filter((file) => existsSync(join(root, file)))
}

const listParts = () => [...new Set(listSources().flatMap(listPartsOf))].sort()

const isCatalogue = (path: string) => path.endsWith('.json')

it('loads at most nine modules on demand, and all of them once a page is idle', () => {
  const modules = listParts().filter((path) => !isCatalogue(path))
  expect(modules).toEqual(listPartsOf(LIST).sort())
  expect(modules.length).toBeLessThanOrEqual(9)
})

it('lets no part that loads hold up the page around it', () => {
  const withoutBoundary = listSources().filter((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    // Without one of these options `next/dynamic` adds no Suspense boundary: until the part has
    // loaded, React would render nothing else, and fields would lose what people type.
    return text
      .split(/\bdynamic\(/)
      .slice(1)
      .some((call) => !/^[^;]*?(?:\bloading:|\bssr: false)[^;]*?\n\)/.test(call))
  })
  expect(withoutBoundary).toEqual([])
})

it('loads one catalogue of messages on demand in each language', () => {
  expect(listParts().filter(isCatalogue)).toEqual(
    locales.map((locale) => `lib/shared/i18n/messages/parts/${locale}.json`),
  )
})

it('loads zod with the first request, not with the editor and the frame of a page', async () => {
  const parts = listPartsOf(LIST).map((part) => `${part}.tsx`)
  const frame = readdirSync(join(root, 'components/layout'))
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .map((file) => `components/layout/${file}`)
    .filter((file) => !parts.includes(file))
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['components/editor/room-editor.tsx', ...frame],
    outdir: 'unused',
    write: false,
    bundle: true,
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  })
  const importers = new Map<string, string>()
  const pending = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? [])
  for (const file of pending) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import' || importers.has(path)) continue
      importers.set(path, file)
      if (!external) pending.push(path)
    }
  }
  expect(importers.get('react')).toBeDefined()
  expect(importers.get('zod/mini')).toBeUndefined()
})
