import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { openDatabase } from '../db/database'
import { createPeople } from '../db/repositories/people/people'
import { author } from '../db/testing/audit-author'
import { SERVER_SETTINGS } from '../testing/server-settings'
import { runAdmin } from './admin'

test('a command reads the environment file of the build', async () => {
  const dataDir = createTempFolder('environment')
  const database = await openDatabase({ dataDir })
  const person = { email: 'ada@example.com', name: 'Ada', role: 'admin' } as const
  await createPeople(database).add({ ...person, passwordHash: null }, author)
  await database.close()
  const settings = Object.entries({ ...SERVER_SETTINGS, DATA_DIR: dataDir })
  for (const [name] of settings) vi.stubEnv(name, undefined)
  const file = settings.map(([name, value]) => `${name}="${value}"\n`).join('')
  writeFileSync(join(dataDir, '.env'), file)
  const out = vi.spyOn(console, 'log').mockReturnValue()
  expect(await runAdmin({ args: ['list'], dir: dataDir })).toBe(0)
  expect(out).toHaveBeenCalledWith(expect.stringContaining('ada@example.com'))
})
