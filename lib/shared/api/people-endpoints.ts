import * as z from 'zod/mini'
import { roles } from '../access/roles'
import type { Endpoint } from './endpoint'

/**
 * A person who may sign in. `lastSeenAt` is ISO 8601, accurate to a few minutes; null means never.
 * `linked` is true for people whom single sign-on identifies by the provider's subject, `twoFactor`
 * for those who turned two-step verification on.
 */
const personSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  disabled: z.boolean(),
  lastSeenAt: z.nullable(z.string()),
  linked: z.optional(z.boolean()),
  twoFactor: z.optional(z.boolean()),
})
export type Person = z.infer<typeof personSchema>

const listPeople = {
  method: 'GET',
  path: '/api/people',
  action: 'people.list',
  response: z.object({ people: z.array(personSchema) }),
} as const satisfies Endpoint

/**
 * Without `password` one is generated; the response shows it once, and it must be changed at the first
 * sign-in.
 */
const addPerson = {
  method: 'POST',
  path: '/api/people',
  action: 'people.add',
  body: z.strictObject({
    email: z.string().check(z.maxLength(254)),
    name: z.string().check(z.maxLength(200)),
    role: z.enum(roles),
    password: z.optional(z.string().check(z.maxLength(128))),
  }),
  response: z.object({ person: personSchema, password: z.optional(z.string()) }),
  status: () => 201,
} as const satisfies Endpoint

const changePerson = {
  method: 'PATCH',
  path: '/api/people/{id}',
  action: 'people.change',
  body: z.strictObject({
    name: z.optional(z.string().check(z.maxLength(200))),
    role: z.optional(z.enum(roles)),
    disabled: z.optional(z.boolean()),
  }),
  response: z.object({ person: personSchema }),
} as const satisfies Endpoint

const endSessions = {
  method: 'DELETE',
  path: '/api/people/{id}/sessions',
  action: 'people.end-sessions',
  response: z.object({ person: personSchema }),
} as const satisfies Endpoint

/** The next single sign-on links the person again, by their verified e-mail address. */
const unlinkPerson = {
  method: 'DELETE',
  path: '/api/people/{id}/single-sign-on',
  action: 'people.change',
  response: z.object({ person: personSchema }),
} as const satisfies Endpoint

/**
 * Creates a one-time password, which the response shows once and which must be changed at the next
 * sign-in. Ends all sessions of the person.
 */
const resetPassword = {
  method: 'POST',
  path: '/api/people/{id}/password',
  action: 'people.change',
  response: z.object({ person: personSchema, password: z.string() }),
} as const satisfies Endpoint

/** Only its owner can turn two-step verification on. */
const turnOffTwoFactor = {
  method: 'POST',
  path: '/api/people/{id}/two-factor',
  action: 'people.change',
  body: z.strictObject({ enabled: z.literal(false) }),
  response: z.object({ person: personSchema }),
} as const satisfies Endpoint

export const peopleEndpoints = {
  listPeople,
  addPerson,
  changePerson,
  endSessions,
  unlinkPerson,
  resetPassword,
  turnOffTwoFactor,
} as const

type Endpoints = typeof peopleEndpoints
export type PeopleResponses = { [Name in keyof Endpoints]: z.infer<Endpoints[Name]['response']> }
