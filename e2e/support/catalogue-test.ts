import { randomUUID } from 'node:crypto'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { test as base } from '../fixtures'
import { addDescriptions, removeDescriptions } from './catalogue'

type Fixtures = {
  /**
   * Describes a key that no other test uses, until the test ends. Resolves to its name, which starts
   * with `prefix`.
   */
  describeKey: (
    prefix: string,
    fields: Partial<KeyDescription> & Pick<KeyDescription, 'type'>,
  ) => Promise<string>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a destructuring pattern
  describeKey: async ({}, use) => {
    const names: string[] = []
    await use(async (prefix, fields) => {
      const name = `${prefix}_${randomUUID().slice(0, 8)}`
      await addDescriptions([{ ...fields, name }])
      names.push(name)
      return name
    })
    if (names.length > 0) await removeDescriptions(names)
  },
})
