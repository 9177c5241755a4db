import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const exists = (path: string) => existsSync(join(root, path))

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((path) => path !== '' && exists(path))
const documents = files.filter((path) => path.endsWith('.md'))
const sources = files.filter((path) => /\.(?:tsx?|mjs|css)$/.test(path))
const baseNames = new Set(files.map((path) => basename(path)))

/** Settings of the console, as `.env.example` lists them. */
const settings = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '')
const settingPrefixes = new Set(settings.map((name) => name.split('_')[0]))
/** Read by tests and tools only, so `.env.example` does not list them. */
const toolSettings = ['PLAYWRIGHT_CHROMIUM_PATH', 'E2E_DATABASE_URL', 'NODE_ENV', 'CI']

/** Comments of TypeScript, JavaScript and CSS, by regular expression: text in strings may count as well. */
const commentsOf = (text: string) =>
  [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<![:\w])\/\/.*$/gm)].map(([comment]) => comment).join('\n')

const texts = [
  ...documents.map((path) => ({ path, text: read(path) })),
  ...sources.map((path) => ({ path, text: commentsOf(read(path)) })),
]
const quotedIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '')

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
const anchorsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''))

function isDeadLink(path: string, anchor: string | undefined): boolean {
  if (!exists(path)) return true
  return anchor !== undefined && anchor !== '' && !anchorsOf(path).includes(anchor)
}

/** `[path of the text, what is wrong in it]` for every finding; empty when all is well. */
function findings(check: (text: string, path: string) => readonly string[]): string[] {
  return texts.flatMap(({ path, text }) => check(text, path).map((found) => `${path}: ${found}`))
}

describe('documents and comments', () => {
  it('link to pages and sections that exist', () => {
    const links = findings((text, path) => {
      if (!path.endsWith('.md')) return []
      const targets = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      return targets
        .filter(([, to, anchor]) =>
          isDeadLink(to ? normalize(join(dirname(path), to)) : path, anchor),
        )
        .map(([link]) => link)
    })
    expect(links).toEqual([])
  })

  it('cite only sections that exist', () => {
    const citations = findings((text, path) =>
      path.endsWith('.md')
        ? []
        : [...text.matchAll(/\b((?:docs\/)?[\w/-]+\.md)(?:#([\w-]+))?/g)]
            .filter(([, to = '', anchor]) => isDeadLink(to, anchor))
            .map(([citation]) => citation),
    )
    expect(citations).toEqual([])
  })

  it('cite no section sign: sections are linked by their heading', () => {
    expect(findings((text) => [...text.matchAll(/.{0,20}§.{0,10}/g)].map(([hit]) => hit))).toEqual(
      [],
    )
  })

  it('name files and folders that exist', () => {
    const top = /^(?:app|components|lib|e2e|public|docs)\/[\w./[\]-]+$/
    expect(quotedIn(read('README.md')).filter((code) => top.test(code)).length).toBeGreaterThan(5)
    const missing = findings((text) => [
      ...quotedIn(text).filter((code) => top.test(code) && !exists(code)),
      ...quotedIn(text).filter(
        (code) => /^[\w.-]+\.(?:ts|tsx|mjs)$/.test(code) && !baseNames.has(code),
      ),
    ])
    expect(missing).toEqual([])
  })

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const npm = ['ci', 'install', 'i', 'run', 'packages']
    const missing = findings((text, path) =>
      [...text.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)]
        .filter(
          ([, run, name = '']) =>
            (run || (path.endsWith('.md') && !npm.includes(name))) && !(name in scripts),
        )
        .map(([command]) => command),
    )
    expect(missing).toEqual([])
  })

  it('name settings that exist', () => {
    const missing = findings((text) =>
      quotedIn(text)
        .flatMap((code) => code.match(/^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+(?==|$)/) ?? [])
        .filter((name) => settingPrefixes.has(name.split('_')[0]))
        .filter((name) => !settings.includes(name) && !toolSettings.includes(name)),
    )
    expect(missing).toEqual([])
  })
})

describe('the documents keep up with the code', () => {
  it('explain each setting of .env.example, and no other', () => {
    const table = read('docs/configuration.md').split('## Settings')[1]?.split('\n## ')[0] ?? ''
    const cells = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell]) => cell ?? '')
    const named = cells.flatMap((cell) =>
      [...cell.matchAll(/`([A-Z][A-Z_]+)(?:=1)?`/g)].map(([, name]) => name),
    )
    expect(settings.filter((name) => !named.includes(name))).toEqual([])
    expect(named.filter((name) => !settings.includes(name ?? ''))).toEqual([])
  })

  it('say of each dependency why it is here', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    const table = read('docs/architecture.md').split('## Dependencies')[1] ?? ''
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !table.includes(name) && !name.startsWith('@types/'),
    )
    expect(unexplained).toEqual([])
  })

  it('keep the README under 9 KB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(9 * 1024)
  })
})

describe('the fault matrix', () => {
  const matrix =
    read('docs/save-guarantees.md').split('## Fault matrix')[1]?.split('\n## ')[0] ?? ''
  const rows = [...matrix.matchAll(/^\| (.+) \|$/gm)].map(([, row]) =>
    (row ?? '').split(' | ').map((cell) => cell.trim()),
  )
  const faults = rows.filter((row) => row.length === 3 && !/^(?:Fault|---)/.test(row[0] ?? ''))
  const tests = rows.filter((row) => row.length === 2 && !/^(?:Fault|---)/.test(row[0] ?? ''))
  const withTest = new Set<string>()

  const sorted = tests.map(([fault = '', test = '']) => {
    withTest.add(fault)
    const [, path = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? []
    return { fault, path, title }
  })

  it.each(sorted)('$fault: $title', ({ path, title }) => {
    expect(exists(path), path).toBe(true)
    expect(read(path)).toContain(title)
  })

  it('has a test for each fault', () => {
    expect(faults.length).toBeGreaterThan(25)
    expect(faults.map(([fault]) => fault).filter((fault) => !withTest.has(fault ?? ''))).toEqual([])
    expect([...withTest].filter((fault) => !faults.some(([name]) => name === fault))).toEqual([])
  })
})
