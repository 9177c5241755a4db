import { expect, it } from 'vitest'
import { listStartHints } from './start-hints'

const configured = (origin: string) => ({
  demo: false,
  origins: [origin] as const,
  hosts: [new URL(origin).host],
})
const unconfigured = { demo: false, origins: ['http://localhost:3000'] as const, hosts: null }

it('has no hint for https, loopback or the demo', () => {
  expect(listStartHints(configured('https://console.example'), '0.0.0.0')).toEqual([])
  expect(listStartHints(configured('http://localhost:3000'), '127.0.0.1')).toEqual([])
  expect(listStartHints({ ...unconfigured, demo: true }, '127.0.0.1')).toEqual([])
})

it('warns about a public address without https', () => {
  expect(listStartHints(configured('http://console.internal:3000'), '0.0.0.0')).toEqual([
    expect.stringContaining('http://console.internal:3000'),
  ])
})

it('warns about a missing public address, and what follows when others can open the console', () => {
  expect(listStartHints(unconfigured, '127.0.0.1')).toEqual([
    'Set PUBLIC_ORIGIN: the Host header is not checked.',
  ])
  expect(listStartHints(unconfigured, '0.0.0.0')).toEqual([
    expect.stringContaining('cannot sign in'),
  ])
})
