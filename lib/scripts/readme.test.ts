import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const readme = read('README.md')
const quoted = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '')
const exists = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url))

describe('the README keeps up with the code', () => {
  it('names no folder and no file that is gone', () => {
    const tops = /^(?:app|components|lib|e2e|public)\/[\w./[\]-]+$/
    const linked = [...readme.matchAll(/\]\(([\w./-]+)\)/g)].map(([, path]) => path ?? '')
    const named = [...quoted.filter((text) => tops.test(text)), ...linked]
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((path) => !exists(path))).toEqual([])
  })

  it('explains each setting of .env.example, and no other', () => {
    const settings = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    const table = readme.split('## Settings')[1]?.split('\n## ')[0] ?? ''
    const named = [...table.matchAll(/`([A-Z][A-Z_]+)(?:=1)?`/g)].map(([, name]) => name)
    expect(settings.filter((name) => !named.includes(name))).toEqual([])
    expect(named.filter((name) => !settings.includes(name))).toEqual([])
  })

  it('says of each dependency why it is here', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    const table = readme.split('## Dependencies')[1]?.split('\n## ')[0] ?? ''
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !table.includes(name) && !name.startsWith('@types/'),
    )
    expect(unexplained).toEqual([])
  })

  it('names no npm script that is gone', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name ?? '')
    const own = named.filter((name) => !['ci', 'cache', 'install', 'first'].includes(name))
    expect(own.filter((name) => !(name in scripts))).toEqual([])
  })
})
