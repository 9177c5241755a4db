import { afterAll } from 'vitest'
import { removeTempFolders } from '../steps/temp-folder.mjs'

// First in the list of hooks, so it runs after all others of the test file.
afterAll(removeTempFolders)
