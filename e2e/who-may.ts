import type { Role } from '@/lib/shared/access/roles'
import type { endpoints } from '@/lib/shared/api/contract'

type Name = keyof typeof endpoints

/**
 * Who may use which door, as the design has it: the least role, or anybody. Told apart from `lib/shared/access/roles.ts` and
 * from the `action` of each endpoint on purpose, so that a slip there is caught; a door without a line does not compile.
 */
export const whoMay: Record<Name, Role | 'anybody'> = {
  listRooms: 'viewer',
  readRoom: 'viewer',
  readMetadata: 'viewer',
  saveMetadata: 'editor',
  readSave: 'viewer',
  readLive: 'anybody',
  readReady: 'anybody',
  listRoomChanges: 'viewer',
  listChanges: 'viewer',
  listOpenChanges: 'viewer',
  readChange: 'viewer',
  readRoomAsOf: 'viewer',
  readTimeline: 'viewer',
  listAuthors: 'viewer',
  exportChanges: 'viewer',
  watchRoom: 'viewer',
  readWatchers: 'viewer',
  receiveWebhook: 'anybody',
  signIn: 'anybody',
  verifyCode: 'anybody',
  verifyBackupCode: 'anybody',
  signInWithProvider: 'anybody',
  finishSingleSignOn: 'anybody',
  signOut: 'anybody',
  getSession: 'anybody',
  changePassword: 'viewer',
  listSessions: 'viewer',
  revokeSession: 'viewer',
  revokeOtherSessions: 'viewer',
  enableSecondFactor: 'viewer',
  confirmSecondFactor: 'viewer',
  disableSecondFactor: 'viewer',
  listPeople: 'admin',
  addPerson: 'admin',
  changePerson: 'admin',
  endSessions: 'admin',
  readConnection: 'admin',
  testConnection: 'admin',
  readMetrics: 'anybody',
}

const year = 'since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z'

/** What a request of somebody who may needs in order to be understood; none of it does anything that lasts. */
export const samples: { [N in Name]?: { query?: string; body?: object } } = {
  saveMetadata: { body: { changes: [{ key: 'a', from: 'never', to: 'b' }] } },
  readTimeline: { query: year },
  exportChanges: { query: `format=csv&${year}` },
  receiveWebhook: { body: {} },
  signIn: { body: { email: 'nobody@example.com', password: 'none' } },
  verifyCode: { body: { code: '000000' } },
  verifyBackupCode: { body: { code: 'none' } },
  signInWithProvider: { body: {} },
  changePassword: { body: { currentPassword: 'none', newPassword: 'a password of twelve' } },
  revokeSession: { body: { id: 'none' } },
  enableSecondFactor: { body: { password: 'none' } },
  confirmSecondFactor: { body: { code: '000000' } },
  disableSecondFactor: { body: { password: 'none' } },
  addPerson: { body: { email: 'no address', name: 'None', role: 'viewer' } },
  changePerson: { body: { role: 'viewer' } },
}
