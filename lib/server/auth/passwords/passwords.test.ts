import { hashPassword as hashEarlier } from 'better-auth/crypto'
import { expect, it, vi } from 'vitest'
import { createPasswords } from './passwords'

const PASSWORD = 'a password of the tests'
const create = (log2Cost = 10) => {
  const replace = vi.fn(async (_outdated: string, _hash: string) => undefined)
  return { passwords: createPasswords(log2Cost, replace), replace }
}

it('stores the parameters with the hash, and another salt each time', async () => {
  const { passwords } = create()
  const [one, two] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)]
  expect(one).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[\w-]{22}\$[\w-]{86}$/)
  expect(one).not.toBe(two)
})

it('accepts only the right password, in any Unicode form, and leaves a current hash', async () => {
  const { passwords, replace } = create()
  const hash = await passwords.hash('Zoë’s ﬁrst password')
  expect(await passwords.verify(hash, 'Zoe\u0308’s first password')).toBe(true)
  expect(await passwords.verify(hash, 'Zoe’s first password')).toBe(false)
  expect(replace).not.toHaveBeenCalled()
})

it.each([
  ['of an earlier version', () => hashEarlier(PASSWORD)],
  ['of a lower cost', () => create(9).passwords.hash(PASSWORD)],
])('replaces a hash %s after the right password only', async (_, hashOutdated) => {
  const { passwords, replace } = create()
  const outdated = await hashOutdated()
  expect(await passwords.verify(outdated, 'another password')).toBe(false)
  expect(replace).not.toHaveBeenCalled()
  expect(await passwords.verify(outdated, PASSWORD)).toBe(true)
  const [[of, next = ''] = []] = replace.mock.calls
  expect(of).toBe(outdated)
  expect(await passwords.verify(next, PASSWORD)).toBe(true)
  expect(replace).toHaveBeenCalledTimes(1)
})

it.each(['', 'nonsense', 'a:b', '$scrypt$ln=99,r=8,p=1$a$b', '$scrypt$ln=10,r=8,p=1$$'])(
  'no password matches the damaged hash %j',
  async (damaged) => {
    const { passwords } = create()
    await expect(passwords.verify(damaged, PASSWORD).catch(() => false)).resolves.toBe(false)
  },
)

it('has the recommended cost in 128 MiB', async () => {
  const { passwords } = create(17)
  expect(await passwords.verify(await passwords.hash(PASSWORD), PASSWORD)).toBe(true)
})
