import 'server-only'
import nextEnv from '@next/env'
import { attachDatabase } from '../db/database'
import { StoreError } from '../db/store-error'
import { ConfigError, readConfig } from '../runtime/config'
import { type AdminCommands, CommandError, createAdminCommands } from './admin-commands'

const USAGE = `Usage: npm run admin -- COMMAND
  list                          everyone who may sign in
  create-admin EMAIL [NAME]     adds an administrator
  reset-password EMAIL          gives a one-time password and signs out everywhere
  turn-off-two-factor EMAIL     for a lost authenticator app and lost backup codes`

/** `dir` is the folder of the build, whose environment files `npm start` reads as well. */
export type AdminOptions = { args: readonly string[]; dir: string }

/**
 * Runs a command for administrators with the settings of the server, on the store of a server that
 * runs or is stopped. Resolves to the exit code. Nothing is logged, because standard output contains
 * the one-time password.
 */
export async function runAdmin({ args, dir }: AdminOptions): Promise<number> {
  const command = parseCommand(args)
  if (!command) {
    console.error(USAGE)
    return 2
  }
  // Files of the store that this process creates hold data too.
  process.umask(0o077)
  const silent = { info: () => undefined, error: console.error }
  nextEnv.loadEnvConfig(dir, false, silent)
  try {
    const config = readConfig(process.env)
    const database = await attachDatabase(config)
    try {
      console.log(await command(createAdminCommands(database, config.auth.passwordLog2Cost)))
    } finally {
      await database.close()
    }
    return 0
  } catch (error) {
    const isExpected =
      error instanceof CommandError || error instanceof ConfigError || error instanceof StoreError
    console.error(isExpected ? error.message : error)
    return 1
  }
}

/** Null for an unknown command or a wrong number of arguments. */
function parseCommand([name, email, ...rest]: readonly string[]):
  | ((commands: AdminCommands) => Promise<string>)
  | null {
  const [personName, ...more] = rest
  if (name === 'list' && email === undefined) return (commands) => commands.list()
  if (email === undefined || more.length > 0) return null
  if (name === 'create-admin') return (commands) => commands.createAdmin(email, personName)
  if (rest.length > 0) return null
  if (name === 'reset-password') return (commands) => commands.resetPassword(email)
  if (name === 'turn-off-two-factor') return (commands) => commands.turnOffTwoFactor(email)
  return null
}
