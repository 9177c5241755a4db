import 'server-only'
import type { Role } from '@/lib/shared/access/roles'

/** 0 or 1: the form that both databases and the sign-in library share. */
type Flag = 0 | 1
/** ISO 8601 in UTC, written by the sign-in library with its own clock. */
type IsoText = string

type Dated = { id: string; created_at: IsoText; updated_at: IsoText }

export type PeopleTable = Dated & {
  email: string
  email_verified: Flag
  name: string
  image: string | null
  two_factor_enabled: Flag
  role: Role
  disabled: Flag
  must_change_password: Flag
  last_seen_at: number | null
}

export type SessionsTable = Dated & {
  token: string
  person_id: string
  expires_at: IsoText
  ip_address: string | null
  user_agent: string | null
  last_seen_at: number | null
  /** When its owner last proved who they are; null means at `created_at`. */
  authenticated_at: number | null
  /** Issuer and subject of the identity provider that created it; null for a password. */
  identity: string | null
  /** Issuer and `sid` of the provider's own session, if it sent them. */
  provider_session: string | null
}

export type AccountsTable = Dated & {
  account_id: string
  provider_id: string
  person_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: IsoText | null
  refresh_token_expires_at: IsoText | null
  scope: string | null
  password: string | null
}

export type VerificationsTable = Dated & { identifier: string; value: string; expires_at: IsoText }

export type SecondFactorsTable = {
  id: string
  person_id: string
  secret: string
  backup_codes: string
  verified: Flag | null
  failed_verification_count: number | null
  locked_until: IsoText | null
}

/**
 * Failed sign-in attempts in a row, and until when further ones are refused; epoch milliseconds.
 */
export type ThrottleTable = { key: string; failures: number; blocked_until: number; at: number }

/** A browser in which a person signed in; several people can share one. `used_at`: epoch ms. */
export type DevicesTable = { id: string; person_id: string; used_at: number }

/** `rooms`: a JSON array of room ids, in the order of the person. */
export type PinsTable = { person_id: string; rooms: string }

export type PeopleTables = {
  people: PeopleTable
  sessions: SessionsTable
  accounts: AccountsTable
  verifications: VerificationsTable
  second_factors: SecondFactorsTable
  throttle: ThrottleTable
  devices: DevicesTable
  pins: PinsTable
}
