import 'server-only'
import type { Person } from '@/lib/shared/api/people-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import { createOneTimePassword } from '../auth/passwords/one-time-password'
import { createPasswords } from '../auth/passwords/passwords'
import { assertEmail, assertSafeName } from '../auth/person-details'
import type { Database } from '../db/database'
import { createAdministration } from '../db/repositories/people/administration'
import { createPeople } from '../db/repositories/people/people'
import type { Message } from '../realtime/messages'

const AUTHOR: AuditAuthor = { source: 'command-line', by: null }

/** A command resolves to the text for standard output. Throws {@link CommandError}. */
export type AdminCommands = {
  list(): Promise<string>
  createAdmin(email: string, name?: string): Promise<string>
  resetPassword(email: string): Promise<string>
  turnOffTwoFactor(email: string): Promise<string>
}

/** The message is for the terminal and says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/**
 * The commands for administrators who cannot sign in. They change the store beside a running
 * server, which reads people and sessions for each request.
 */
export function createAdminCommands(database: Database, log2Cost: number): AdminCommands {
  const people = createPeople(database)
  const administration = createAdministration(database)
  const passwords = createPasswords(log2Cost, async () => undefined)

  async function find(email: string): Promise<Person> {
    const person = await people.findByEmail(email)
    if (!person) throw new CommandError(`There is no person with the email ${email}.`)
    return person
  }

  /**
   * Closes open event streams and refreshes lists of people at once. Servers on the embedded store
   * check their streams every few seconds instead.
   */
  async function publishChange(person: string): Promise<void> {
    const messages: Message[] = [{ type: 'sessions', person }, { type: 'people' }]
    for (const message of messages) {
      await database.publish(JSON.stringify(message)).catch(() => undefined)
    }
  }

  return {
    async list() {
      return formatTable(await people.list())
    },

    async createAdmin(email, name = email.slice(0, email.indexOf('@'))) {
      const password = createOneTimePassword()
      try {
        assertEmail(email)
        assertSafeName(name)
        const passwordHash = await passwords.hash(password)
        const person = { email, name: name.trim() || email, role: 'admin' as const, passwordHash }
        const { id } = await people.add({ ...person, mustChangePassword: true }, AUTHOR)
        await publishChange(id)
      } catch (error) {
        throw toCommandError(error, email)
      }
      return describePassword(`${email} was added as an administrator.`, password)
    },

    async resetPassword(email) {
      const { id, disabled, twoFactor } = await find(email)
      const password = createOneTimePassword()
      await administration.resetPassword(id, await passwords.hash(password), AUTHOR)
      await publishChange(id)
      const notes = [
        `${email} was signed out everywhere.`,
        ...(twoFactor ? ['Two-step verification is still on.'] : []),
        ...(disabled ? ['This person is disabled and cannot sign in.'] : []),
      ]
      return describePassword(notes.join('\n'), password)
    },

    async turnOffTwoFactor(email) {
      const { id } = await find(email)
      await administration.turnOffTwoFactor(id, AUTHOR)
      await publishChange(id)
      return `${email} now signs in without two-step verification.`
    },
  }
}

const describePassword = (text: string, password: string) =>
  `${text}\nOne-time password, to be changed at the next sign-in:\n\n  ${password}\n`

function toCommandError(error: unknown, email: string): unknown {
  if (!(error instanceof Problem)) return error
  switch (error.code) {
    case 'person.exists':
      return new CommandError(`${email} exists already. Use reset-password, or another email.`)
    case 'person.not-an-email':
      return new CommandError(`${email} is not an email address.`)
    case 'request.malformed':
      return new CommandError('The name contains characters that cannot be shown safely.')
    default:
      return error
  }
}

/** Names come last, because a terminal may draw their characters in another width. */
function formatTable(people: readonly Person[]): string {
  const rows = people.map(({ email, role, lastSeenAt, name, disabled, twoFactor }) => {
    const notes = [disabled && 'disabled', twoFactor && 'two-step verification'].filter(Boolean)
    return [
      email,
      role,
      lastSeenAt ?? 'never',
      notes.length ? `${name} (${notes.join(', ')})` : name,
    ]
  })
  const table = [['EMAIL', 'ROLE', 'LAST SEEN', 'NAME'], ...rows]
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  )
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}
