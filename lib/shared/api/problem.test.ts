import { expect, it, vi } from 'vitest'
import { Problem } from './problem'

it('is recognised by every copy of this module', async () => {
  vi.resetModules()
  const copy = await import('./problem')
  expect(copy.Problem).not.toBe(Problem)
  expect(new copy.Problem('room.gone')).toBeInstanceOf(Problem)
  expect(new Error('room.gone')).not.toBeInstanceOf(Problem)
  expect(null).not.toBeInstanceOf(Problem)
})
